"""Serves the repositories of a folder as real servers do, and as broken ones do, on free ports of the loopback.

git:// is `git daemon`, ssh is OpenSSH's sshd, http is `git http-backend` behind the web server of Python's library.
Standard output gets one line of JSON with the ports; everything ends when standard input does.
"""

import base64
import http.server
import json
import os
import pwd
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time

root = os.path.realpath(sys.argv[1])
# Half of a round trip, in seconds, for the git server that is far away.
delay = float(sys.argv[2]) / 2000 if len(sys.argv) > 2 else 0.025
USER, PASSWORD = "ann", "p@ss:w/rd"
seen = {}
lock = threading.Lock()


def reset(connection):
    """Closes a connection so that the other end sees a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class Handler(http.server.BaseHTTPRequestHandler):
    """/open, /private, /flaky/KEY, /broken, /reset, /silent, /away and /trap before the name of a repository."""

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer(body)

    def status(self, code, **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, body):
        path, _, query = self.path.partition("?")
        kind, _, rest = path[1:].partition("/")
        if kind in ("private", "away", "trap"):
            given = self.headers.get("Authorization", "")
            if given:
                with open(os.path.join(root, f"{kind}.log"), "a") as log:
                    log.write(given + "\n")
            wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            if given != wanted:
                return self.status(401, WWW_Authenticate='Basic realm="tests"')
            if kind == "away":
                return self.status(302, Location=f"http://localhost:{ports['http']}/trap/{rest}?{query}")
        if kind == "flaky":
            key, _, rest = rest.partition("/")
            with lock:
                seen[key] = seen.get(key, 0) + 1
                if seen[key] == 1:
                    return self.status(500)
        if kind == "broken":
            return self.status(503)
        if kind == "silent":
            time.sleep(3600)
        self.backend("/" + rest, query, body, kind == "reset" and self.command == "POST")

    def backend(self, path, query, body, breaks):
        environment = dict(
            os.environ, GIT_PROJECT_ROOT=root, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
            REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type", ""),
            HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""), CONTENT_LENGTH=str(len(body)),
            GIT_PROTOCOL=self.headers.get("Git-Protocol", ""), REMOTE_ADDR="127.0.0.1", SERVER_PROTOCOL="HTTP/1.0")
        output = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True).stdout
        head, _, content = output.partition(b"\r\n\r\n")
        code, headers = 200, []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "status":
                code = int(value.split()[0])
            elif name:
                headers.append((name, value))
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        # A transfer that breaks off promises more than it sends.
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if breaks and len(content) > 1000:
            self.wfile.write(content[: len(content) // 2])
            self.wfile.flush()
            reset(self.connection)
        else:
            self.wfile.write(content)


class WebServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass


def listen(handle):
    """Calls handle with each connection to a free port, in a thread of its own; returns the port."""
    server = socket.create_server(("127.0.0.1", 0), backlog=128)

    def accept():
        while True:
            connection, _ = server.accept()
            threading.Thread(target=handle, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]


def inetd(command):
    """Runs a server that takes one connection as its standard input and output."""

    def handle(connection):
        with connection:
            subprocess.run(command, stdin=connection, stdout=connection, stderr=subprocess.DEVNULL)

    return handle


def far(port):
    """Passes a connection on to a port; every piece arrives half a round trip later."""

    def pump(source, target):
        pieces, news = [], threading.Condition()

        def deliver():
            while True:
                with news:
                    while not pieces:
                        news.wait()
                    moment, piece = pieces.pop(0)
                time.sleep(max(0, moment - time.monotonic()))
                try:
                    if not piece:
                        target.shutdown(socket.SHUT_WR)
                        return
                    target.sendall(piece)
                except OSError:
                    return

        threading.Thread(target=deliver, daemon=True).start()
        while True:
            try:
                piece = source.recv(1 << 16)
            except OSError:
                piece = b""
            with news:
                pieces.append((time.monotonic() + delay, piece))
                news.notify()
            if not piece:
                return

    def handle(connection):
        # The handshake is a round trip of its own.
        time.sleep(2 * delay)
        server = socket.create_connection(("127.0.0.1", port))
        for end in (connection, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=pump, args=(server, connection), daemon=True).start()
        pump(connection, server)

    return handle


def ssh():
    """sshd for this user with a key of its own; returns its port, or 0 where there is no sshd."""
    sshd = "/usr/sbin/sshd"
    if not os.path.exists(sshd):
        return 0
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
    folder = os.path.join(root, "ssh")
    os.makedirs(folder, mode=0o700)
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{folder}/{name}"], check=True,
            stdout=subprocess.DEVNULL)
    os.rename(f"{folder}/user.pub", f"{folder}/authorized_keys")
    with open(f"{folder}/config", "w") as config:
        config.write(
            f"HostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
            "PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPidFile none\n"
            "AcceptEnv GIT_PROTOCOL\n")
    return listen(inetd([sshd, "-i", "-f", f"{folder}/config"]))


web = WebServer(("127.0.0.1", 0), Handler)
unused = socket.socket()
unused.bind(("127.0.0.1", 0))
daemon = listen(inetd(["git", "daemon", "--inetd", f"--base-path={root}", "--export-all", root]))
ports = {
    "http": web.server_port,
    "git": daemon,
    "far": listen(far(daemon)),
    "ssh": ssh(),
    # Takes connections and never says a word.
    "silent": listen(lambda connection: time.sleep(3600)),
    # Taken, but nothing listens: connections are refused.
    "refused": unused.getsockname()[1],
    "user": pwd.getpwuid(os.geteuid()).pw_name,
}
threading.Thread(target=web.serve_forever, daemon=True).start()
print(json.dumps(ports), flush=True)
sys.stdin.read()
os._exit(0)
