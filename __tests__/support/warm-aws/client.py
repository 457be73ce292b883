# `aws` of a test: hands its words, environment, folder and streams to the warm process, and ends as the command there does.
#   python -I -S client.py <socket> <words of aws …>
import _socket
import array
import marshal
import os
import sys

connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
connection.connect(sys.argv[1])
command = marshal.dumps((sys.argv[2:], dict(os.environ), os.getcwd()))
sent = connection.sendmsg([command], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array('i', [0, 1, 2]))])
connection.sendall(command[sent:])
connection.shutdown(_socket.SHUT_WR)
code = connection.recv(1)
if not code:
    sys.stderr.write('The warm process of the AWS CLI has ended without an answer.\n')
os._exit(code[0] if code else 70)
