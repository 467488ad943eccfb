"""A small OpenStack client for the scripts here: no imports beyond the standard library, so it answers at once.

It asks Keystone, Nova, Placement and Glance directly, past proxy.sh. The shell gives the addresses in the environment.
"""
import argparse
import concurrent.futures
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

KEYSTONE = os.environ['AUTH_URL']
NOVA = os.environ['NOVA_URL']
PLACEMENT = os.environ['PLACEMENT_URL']
GLANCE = os.environ['GLANCE_URL']
PASSWORD = os.environ['PASSWORD']
REGION = os.environ['REGION']
HOSTS_DIR = os.environ['HOSTS_DIR']
MICROVERSIONS = {NOVA: 'compute 2.79', PLACEMENT: 'placement 1.36'}
AT_ONCE = 16


class Refused(Exception):
    def __init__(self, method, url, status, body):
        super().__init__('%s %s: HTTP %s %s' % (method, url, status, body[:400]))
        self.status = status


class Cloud:
    def __init__(self):
        self._token = None

    def login(self):
        user = {'name': 'admin', 'domain': {'id': 'default'}, 'password': PASSWORD}
        scope = {'project': {'name': 'admin', 'domain': {'id': 'default'}}}
        identity = {'methods': ['password'], 'password': {'user': user}}
        request = urllib.request.Request(KEYSTONE + '/auth/tokens', method='POST',
                                         data=json.dumps({'auth': {'identity': identity, 'scope': scope}}).encode(),
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=60) as answer:
            self._token = answer.headers['X-Subject-Token']

    def call(self, method, url, body=None, data=None):
        if self._token is None:
            self.login()
        headers = {'X-Auth-Token': self._token, 'Accept': 'application/json'}
        for base, version in MICROVERSIONS.items():
            if url.startswith(base + '/'):
                headers['OpenStack-API-Version'] = version
        if body is not None:
            data = json.dumps(body).encode()
            headers['Content-Type'] = 'application/json'
        elif data is not None:
            headers['Content-Type'] = 'application/octet-stream'
        request = urllib.request.Request(url, method=method, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(method, url, error.code, error.read().decode(errors='replace')) from None
        return json.loads(text) if text else None

    def get(self, url):
        return self.call('GET', url)

    def all_at_once(self, function, items):
        """Calls function for each item, a few at a time; returns the refusals."""
        if self._token is None:
            self.login()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            return [e for e in (f.exception() for f in [pool.submit(function, item) for item in items]) if e]


cloud = Cloud()


def until(seconds, what, condition):
    """Polls; each pause is as long as the question took, so that asking never takes more than half of a busy machine."""
    end = time.monotonic() + seconds
    while True:
        asked = time.monotonic()
        left = condition()
        if not left:
            return
        if time.monotonic() > end:
            sys.exit('after %d s still %s: %s' % (seconds, what, left if isinstance(left, str) else ', '.join(left)))
        time.sleep(max(0.3, time.monotonic() - asked))


# ---- what up.sh needs

def ensure(collection, key, wanted):
    """The id of the Keystone object with these attributes, made when it is missing."""
    known = cloud.get('%s/%s?name=%s' % (KEYSTONE, collection, wanted['name']))[collection]
    if known:
        return known[0]['id']
    return cloud.call('POST', '%s/%s' % (KEYSTONE, collection), {key: wanted})[key]['id']


def identity(arguments):
    services = [argument.split('=', 2) for argument in arguments.services]
    roles = [ensure('roles', 'role', {'name': name}) for name in ('admin', 'service')]
    project = ensure('projects', 'project', {'name': 'service', 'domain_id': 'default'})

    def user(name):
        user_id = ensure('users', 'user', {'name': name, 'password': PASSWORD, 'domain_id': 'default'})
        for role in roles:
            cloud.call('PUT', '%s/projects/%s/users/%s/roles/%s' % (KEYSTONE, project, user_id, role))

    def service(kind_name_url):
        kind, name, url = kind_name_url
        ensure('services', 'service', {'name': name, 'type': kind})
        set_endpoint(kind, url)

    for refusal in cloud.all_at_once(user, [name for _, name, _ in services]) + cloud.all_at_once(service, services):
        raise refusal


def set_endpoint(kind, url):
    service = cloud.get('%s/services?type=%s' % (KEYSTONE, kind))['services'][0]['id']
    known = {e['interface']: e for e in cloud.get('%s/endpoints?service_id=%s' % (KEYSTONE, service))['endpoints']}
    for interface in ('public', 'internal', 'admin'):
        if interface not in known:
            endpoint = {'service_id': service, 'interface': interface, 'url': url, 'region_id': REGION}
            cloud.call('POST', KEYSTONE + '/endpoints', {'endpoint': endpoint})
        elif known[interface]['url'] != url:
            cloud.call('PATCH', KEYSTONE + '/endpoints/' + known[interface]['id'], {'endpoint': {'url': url}})


def image_and_flavor(_):
    """Prints the ids of the image and of the flavor."""
    images = [i for i in cloud.get(GLANCE + '/v2/images?name=empty')['images'] if i['status'] == 'active']
    if not images:
        images = [cloud.call('POST', GLANCE + '/v2/images', {'name': 'empty', 'disk_format': 'raw', 'container_format': 'bare',
                                                             'visibility': 'public'})]
        cloud.call('PUT', '%s/v2/images/%s/file' % (GLANCE, images[0]['id']), data=b'\0' * 1024)
    if '1' not in [f['id'] for f in cloud.get(NOVA + '/flavors')['flavors']]:
        cloud.call('POST', NOVA + '/flavors', {'flavor': {'name': 'tiny', 'ram': 128, 'vcpus': 1, 'disk': 1, 'id': '1'}})
    print(images[0]['id'], '1')


def endpoint(arguments):
    set_endpoint(arguments.kind, arguments.url)


# ---- hosts

def services():
    return cloud.get(NOVA + '/os-services?binary=nova-compute')['services']


def service_of(host):
    found = [s for s in services() if s['host'] == host]
    return found[0] if found else sys.exit('Nova knows no nova-compute on ' + host)


def force_down(arguments):
    cloud.call('PUT', NOVA + '/os-services/' + service_of(arguments.host)['id'], {'forced_down': arguments.value == 'true'})


def fault(host, key):
    try:
        with open(os.path.join(HOSTS_DIR, host, 'faults', key)) as file:
            return file.read().strip()
    except FileNotFoundError:
        return ''


def capacity(arguments):
    """Tells Placement at once what the switches of fault.sh say; nova-compute itself reports it only once a minute."""
    found = cloud.get(PLACEMENT + '/resource_providers?name=' + arguments.host)['resource_providers']
    if not found:
        sys.exit('Placement knows no provider ' + arguments.host)
    url = '%s/resource_providers/%s/inventories' % (PLACEMENT, found[0]['uuid'])
    usual = {'VCPU': ('vcpus', 1000, 0), 'MEMORY_MB': ('memory_mb', 800000, 512), 'DISK_GB': (None, 600000, 0)}
    for attempt in range(5):
        body = cloud.get(url)
        for name, resource in body['inventories'].items():
            key, total, reserved = usual[name]
            switched = key and fault(arguments.host, key)
            resource['total'] = resource['max_unit'] = int(switched or total)
            resource['reserved'] = 0 if switched else reserved
            if fault(arguments.host, 'full') == 'true':
                resource['reserved'] = resource['total']
        try:
            cloud.call('PUT', url, body)
            return
        except Refused as refusal:
            if refusal.status != 409 or attempt == 4:
                raise


# ---- instances

def servers(query=''):
    found, marker = [], ''
    while True:
        page = cloud.get('%s/servers/detail?all_tenants=1&limit=500%s%s' % (NOVA, query, marker))['servers']
        found += page
        if len(page) < 500:
            return found
        marker = '&marker=' + page[-1]['id']


def host_of(server):
    return server['OS-EXT-SRV-ATTR:host'] or ''


def boot(arguments):
    image = [i for i in cloud.get(GLANCE + '/v2/images?name=empty')['images'] if i['status'] == 'active'][0]['id']
    started, wanted = time.monotonic(), []

    def one(number):
        server = {'name': 'vm-%s-%04d' % (arguments.host.split('.')[0], number), 'imageRef': image, 'flavorRef': '1',
                  'networks': 'none', 'host': arguments.host}
        wanted.append(cloud.call('POST', NOVA + '/servers', {'server': server})['server']['id'])

    for refusal in cloud.all_at_once(one, range(1, arguments.count + 1)):
        raise refusal
    until(600, 'not built', lambda: [
        s['id'] for s in cloud.get(NOVA + '/servers?all_tenants=1&status=BUILD')['servers'] if s['id'] in wanted])
    made = {s['id']: s for s in servers()}
    failed = [u for u in wanted if u not in made or made[u]['status'] != 'ACTIVE' or host_of(made[u]) != arguments.host]
    if failed:
        sys.exit('not ACTIVE on %s: %s' % (arguments.host, ', '.join(failed)))
    print('booted=%d host=%s seconds=%.1f' % (len(wanted), arguments.host, time.monotonic() - started))


def delete_all(_):
    started = time.monotonic()
    known = [s['id'] for s in servers()]

    def one(server):
        try:
            cloud.call('DELETE', NOVA + '/servers/' + server)
        except Refused as refusal:
            if refusal.status != 404:
                raise

    refusals = cloud.all_at_once(one, known)
    if refusals:
        raise refusals[0]
    until(180, 'not deleted', lambda: [s['id'] for s in cloud.get(NOVA + '/servers?all_tenants=1')['servers']])
    print('deleted=%d seconds=%.1f' % (len(known), time.monotonic() - started))


def evacuate(arguments):
    """Evacuates what is on a host that is forced down, and waits until all of it is ACTIVE elsewhere."""
    started = time.monotonic()
    mine = [s['id'] for s in servers('&host=' + arguments.host)]
    for refusal in cloud.all_at_once(lambda u: cloud.call('POST', '%s/servers/%s/action' % (NOVA, u), {'evacuate': {}}), mine):
        raise refusal

    def waiting():
        now = {s['id']: s for s in servers()}
        return [u for u in mine if not (host_of(now[u]) != arguments.host and now[u]['status'] == 'ACTIVE'
                                        and now[u]['OS-EXT-STS:task_state'] is None)]
    until(arguments.seconds, 'not ACTIVE on another host', waiting)
    print('evacuated=%d from=%s seconds=%.1f' % (len(mine), arguments.host, time.monotonic() - started))


def migrations_of(host):
    query = urllib.parse.urlencode({'migration_type': 'evacuation', 'source_compute': host} if host else {})
    return cloud.get('%s/os-migrations?%s' % (NOVA, query))['migrations']


def migrations(arguments):
    """Counts the evacuations of a host by status; --all fails unless every one of them has that status."""
    until(arguments.seconds, 'unlike ' + str(arguments.all), lambda: [] if arguments.all is None else [
        '%s is %s' % (m['instance_uuid'], m['status']) for m in migrations_of(arguments.host) if m['status'] != arguments.all])
    print_counts('migrations %s', [(m['source_compute'], m['migration_type'], m['status']) for m in migrations_of(arguments.host)])


def print_counts(pattern, keys):
    for key in sorted(set(keys)):
        print(pattern % ' '.join(key), keys.count(key))


def status(_):
    for s in sorted(services(), key=lambda s: s['host']):
        print('service %s %s %s forced_down=%s%s' % (s['host'], s['status'], s['state'], str(s['forced_down']).lower(),
                                                     ' reason=%s' % s['disabled_reason'] if s['disabled_reason'] else ''))
    print_counts('instances %s', [(host_of(s) or '-', s['status'], s['OS-EXT-STS:task_state'] or '-') for s in servers()])
    print_counts('migrations %s', [(m['source_compute'], m['migration_type'], m['status']) for m in migrations_of(None)])


def main():
    parser = argparse.ArgumentParser(prog='client.py')
    commands = parser.add_subparsers(required=True)

    def command(function, *names, **defaults):
        sub = commands.add_parser(function.__name__.replace('_', '-'))
        sub.set_defaults(run=function, **defaults)
        for name in names:
            sub.add_argument(name)
        return sub

    command(identity).add_argument('services', nargs='+')
    command(image_and_flavor)
    command(endpoint, 'kind', 'url')
    command(force_down, 'host').add_argument('value', choices=('true', 'false'))
    command(capacity, 'host')
    command(boot).add_argument('count', type=int)
    commands.choices['boot'].add_argument('host')
    command(delete_all)
    command(evacuate, 'host').add_argument('--seconds', type=int, default=300)
    counting = command(migrations, 'host')
    counting.add_argument('--all')
    counting.add_argument('--seconds', type=int, default=0)
    command(status)
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except (Refused, urllib.error.URLError) as error:
        sys.exit(str(error))


if __name__ == '__main__':
    main()
