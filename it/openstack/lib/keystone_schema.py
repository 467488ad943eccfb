"""Makes Keystone's tables and its first user: keystone_schema.py CONFIGURATION_FILE PASSWORD REGION AUTH_URL.

Loads Keystone once for both calls of keystone-manage; each has a process of its own, since it reads its options only once.
"""
import os
import sys

from keystone.cmd import cli


def manage(configuration_file, *arguments):
    child = os.fork()
    if child == 0:
        sys.exit(cli.main(['keystone-manage', '--config-file', configuration_file, *arguments]))
    if os.waitpid(child, 0)[1] != 0:
        sys.exit('keystone-manage %s failed' % arguments[0])


if __name__ == '__main__':
    file, password, region, url = sys.argv[1:]
    manage(file, 'db_sync')
    manage(file, 'bootstrap', '--bootstrap-password', password, '--bootstrap-region-id', region, '--bootstrap-admin-url', url,
           '--bootstrap-internal-url', url, '--bootstrap-public-url', url)
