# The warm process: has loaded the AWS CLI, whose start takes a second, and forks for each command. The child takes the command's
# words, environment, folder and streams, and does what the executable does. Ends with stdin, which whoever started it holds.
#   python server.py <socket>
import importlib
import marshal
import os
import select
import signal
import socket
import sys
import traceback

import awscli.clidriver
from botocore.loaders import JSONFileLoader

read_file = JSONFileLoader.load_file
already_read = {}


def load_file(self, path):
    """What services look like is read from megabytes of JSON: once."""
    if path not in already_read:
        already_read[path] = read_file(self, path)
    return already_read[path]


def warm():
    """Loads what the CLI loads with a command of RDS. AWS is asked nothing."""
    session = awscli.clidriver.create_clidriver().session
    session.create_client('rds', 'us-east-1', aws_access_key_id='-', aws_secret_access_key='-').close()
    for kind in ('paginators-1', 'waiters-2'):
        session.get_component('data_loader').load_service_model('rds', kind)


def received(connection):
    first, streams, _, _ = socket.recv_fds(connection, 65536, 3)
    parts = [first]
    while parts[-1]:
        parts.append(connection.recv(65536))
    return marshal.loads(b''.join(parts)), streams


def command(connection):
    (words, environment, folder), streams = received(connection)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # Sets where its data is, as it did in the environment of this process.
    importlib.reload(awscli)
    sys.argv = ['aws', *words]
    try:
        code = awscli.clidriver.main()
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code or 0]))


JSONFileLoader.load_file = load_file
warm()
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print('ready', flush=True)
while True:
    ready, _, _ = select.select([listener, sys.stdin], [], [])
    if sys.stdin in ready:
        break
    connection, _ = listener.accept()
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        listener.close()
        try:
            command(connection)
        except BaseException:
            traceback.print_exc()
        os._exit(0)
    connection.close()
