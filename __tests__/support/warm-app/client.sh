# The `app` of a project copy: asks the warm process to synthesize, and does it itself where that one cannot. In bash, because
# a Node.js process that only asks takes more processor time than the synthesis.
#   bash client.sh <folder> main.ts
folder=$1 file=$2

by_itself() { exec node --require tsx/cjs "$file"; }

# Within twenty seconds: the warm process is started at the same time as its first client, and loads for one or two of them.
for ((look = 0; look < 200; look++)); do
  [ ! -s "$folder/port" ] || break
  [ -d "$folder" ] || by_itself
  sleep 0.1
done
[ -s "$folder/port" ] || by_itself
read -r port <"$folder/port"

# As Node.js sees it: without symbolic links.
cd -P .
answer=false
{
  { printf '%s\0' "$PWD" "$file" && env -0 && printf '\0'; } >&3
  read -r answer <&3
} 3<>"/dev/tcp/127.0.0.1/$port" 2>/dev/null
[ "$answer" = true ] || by_itself
