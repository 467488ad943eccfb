"""A proxy before nova-api and Keystone that answers wrongly when a rule says so.

    fault_proxy.py serve RULES_FILE LOG_FILE NAME=PORT=UPSTREAM_PORT...
    fault_proxy.py check RULES_FILE       exit code 0 when the rules are right, else 2 and what is wrong

The rules are a JSON list; the first one that applies decides. README.md describes them. The file is read anew when it changed,
and its rules then count from zero. Each request is one JSON line in the log.
"""
import base64
import http.client
import http.server
import json
import os
import random
import re
import select
import socket
import struct
import sys
import threading
import time

ANSWERS = ('reset', 'close', 'silent', 'expired')
TYPES = {'service': str, 'request': str, 'body': str, 'skip': int, 'times': int, 'chance': (int, float), 'delay': (int, float),
         'answer': (int, str), 'effect': bool, 'late': (int, float), 'hold': (int, float), 'age': (int, float), 'headers': dict}
HOP_BY_HOP = ('connection', 'keep-alive', 'transfer-encoding', 'content-length')


class WrongRule(Exception):
    pass


class Rule:
    def __init__(self, number, fields, since):
        self.number, self.fields, self.since = number, fields, since
        self.matches = 0
        if not isinstance(fields, dict):
            raise WrongRule('rule %d is no object' % number)
        for key, value in fields.items():
            if key not in TYPES:
                raise WrongRule('rule %d: unknown key %s (there are: %s)' % (number, key, ', '.join(TYPES)))
            if not isinstance(value, TYPES[key]) or (isinstance(value, bool) and TYPES[key] is not bool):
                raise WrongRule('rule %d: %s has the wrong type: %r' % (number, key, value))
        self.answer = fields.get('answer')
        if isinstance(self.answer, str) and self.answer not in ANSWERS:
            raise WrongRule('rule %d: answer %r (an HTTP status or: %s)' % (number, self.answer, ', '.join(ANSWERS)))
        if fields.get('service', 'nova') not in ('nova', 'keystone'):
            raise WrongRule('rule %d: service is nova or keystone, not %r' % (number, fields['service']))
        if fields.get('effect') and (self.answer is None or self.answer == 'expired'):
            raise WrongRule('rule %d: effect needs an answer that replaces the real one' % number)
        try:
            self.request = re.compile(fields.get('request', ''))
            self.body = re.compile(fields.get('body', '').encode())
        except re.error as error:
            raise WrongRule('rule %d: %s' % (number, error)) from None

    def applies(self, service, line, body, token):
        """Called under the lock: counts."""
        if self.fields.get('service', service) != service or not self.request.search(line) or not self.body.search(body):
            return False
        if self.answer == 'expired' and not self._expired(token):
            return False
        if random.random() >= self.fields.get('chance', 1):
            return False
        self.matches += 1
        skip = self.fields.get('skip', 0)
        return skip < self.matches <= skip + self.fields.get('times', sys.maxsize)

    def _expired(self, token):
        """Older than age, or known or issued before the rule was set."""
        if token is None:
            return False
        issued = token_issued(token)
        if 'age' in self.fields:
            return issued is not None and time.time() - issued > self.fields['age']
        if first_seen.get(token, sys.maxsize) < self.since:
            return True
        return issued is not None and issued < int(self.since)


first_seen = {}  # token -> when it first came by


def token_issued(token):
    """A Fernet token tells in clear when it was made: a version byte, then eight bytes of seconds."""
    try:
        raw = base64.urlsafe_b64decode(token + '=' * (-len(token) % 4))
        return struct.unpack('>Q', raw[1:9])[0] if raw[0] == 0x80 else None
    except (ValueError, IndexError, struct.error):
        return None


def parse(text, since):
    try:
        rules = json.loads(text)
    except ValueError as error:
        raise WrongRule('no JSON: %s' % error) from None
    if not isinstance(rules, list):
        raise WrongRule('not a list of rules')
    return [Rule(number, fields, since) for number, fields in enumerate(rules)]


class Rules:
    def __init__(self, path):
        self.path, self.stamp, self.rules, self.lock = path, None, [], threading.Lock()

    def decide(self, service, line, body, token):
        with self.lock:
            status = os.stat(self.path)
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp != self.stamp:
                with open(self.path) as file:
                    self.rules = parse(file.read(), status.st_mtime)
                self.stamp = stamp
            if token is not None:
                first_seen.setdefault(token, time.time())
            for rule in self.rules:
                if rule.applies(service, line, body, token):
                    return rule
        return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def handle_request(self):
        begun = time.time()
        length = int(self.headers.get('Content-Length') or 0)
        body = self.rfile.read(length) if length else b''
        rule = self.server.rules.decide(self.server.name, '%s %s' % (self.command, self.path), body, self.headers.get('X-Auth-Token'))
        fields = rule.fields if rule else {}
        answer = rule.answer if rule else None
        time.sleep(fields.get('delay', 0))
        effect, reached = None, answer is None or fields.get('effect', False)
        if reached:
            effect = self.forward(body)
            time.sleep(fields.get('late', 0))
        outcome = self.send_out(answer, effect, fields)
        self.server.log({'time': round(begun, 3), 'service': self.server.name, 'request': '%s %s' % (self.command, self.path),
                         'outcome': outcome, 'reached': effect[0] if effect else None, 'rule': rule.number if rule else None,
                         'seconds': round(time.time() - begun, 3)})

    def forward(self, body):
        connection = http.client.HTTPConnection('127.0.0.1', self.server.upstream, timeout=600)
        try:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException) as error:
            return 502, [('Content-Type', 'text/plain')], ('proxy: %s' % error).encode()
        finally:
            connection.close()

    def send_out(self, answer, effect, fields):
        if answer is None:
            self.answer(*effect)
            return effect[0]
        if answer == 'reset':
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            os.close(self.connection.detach())
        if answer == 'silent':
            self.wait_for_caller(fields.get('hold', 300))
        if answer in ('reset', 'close', 'silent'):
            self.close_connection = True
            return answer
        status = 401 if answer == 'expired' else answer
        message = 'The request you have made requires authentication.' if status == 401 else 'This answer is made up by proxy.sh.'
        error = {'error': {'code': status, 'title': http.client.responses.get(status, ''), 'message': message}}
        self.answer(status, [('Content-Type', 'application/json'), *fields.get('headers', {}).items()], json.dumps(error).encode())
        return answer

    def wait_for_caller(self, seconds):
        """Says nothing until the caller hangs up."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            readable, _, _ = select.select([self.connection], [], [], 0.5)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return

    def answer(self, status, headers, content):
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP + ('date', 'server'):
                self.send_header(name, value)
        if status != 204:
            self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        if self.command != 'HEAD' and status != 204:
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_request


class Proxy(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    lock = threading.Lock()

    def __init__(self, name, port, upstream, rules, log_path):
        super().__init__(('127.0.0.1', port), Handler)
        self.name, self.upstream, self.rules, self.log_path = name, upstream, rules, log_path

    def log(self, entry):
        with self.lock, open(self.log_path, 'a') as file:
            file.write(json.dumps(entry) + '\n')

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (ConnectionError, socket.timeout)):
            super().handle_error(request, client_address)


def main(command, rules_path, *arguments):
    if command == 'check':
        with open(rules_path) as file:
            parse(file.read(), 0)
        return
    rules = Rules(rules_path)
    threads = []
    for argument in arguments[1:]:
        name, port, upstream = argument.split('=')
        proxy = Proxy(name, int(port), int(upstream), rules, arguments[0])
        threads.append(threading.Thread(target=proxy.serve_forever))
        threads[-1].start()
    for thread in threads:
        thread.join()


if __name__ == '__main__':
    try:
        main(*sys.argv[1:])
    except WrongRule as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(2)
