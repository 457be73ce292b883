// As every command does (scripts/cli/command.ts): package.json settles which Node.js this runs on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
