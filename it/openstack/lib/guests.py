"""guests.py HOST_DIRECTORY: counts the domains that the host has on its disk and those that run on it now."""
import json
import os
import sys

RUNNING = 1


def read(name):
    try:
        with open(os.path.join(sys.argv[1], name)) as file:
            return file.read().strip()
    except FileNotFoundError:
        return ''


kept = json.loads(read('guests.json') or '{"boot": "", "guests": {}}')
boot = read('boot')
running = [g for g in kept['guests'].values() if boot and kept['boot'] == boot and g['state'] == RUNNING]
print('guests_defined=%d guests_running=%d' % (len(kept['guests']), len(running)))
