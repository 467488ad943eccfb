"""nova-compute with Nova's fake driver, made to behave as a host with a hypervisor does.

The environment names UMHA_HOST_DIRECTORY. In it:
  guests.json  the domains of this host. They survive the process; they are running as long as the boot is the same one
               (the process crashed), and shut off after a new boot (the host lost its power).
  boot         the name of the current boot
  faults/KEY   the switches of fault.sh, one value per file, read at each use: no restart is needed
"""
import json
import os
import random
import sys
import time

import nova.cmd.compute  # first: it lets eventlet replace the blocking calls before anything else is loaded
from nova.compute import power_state
from nova.compute import task_states
import nova.conf
from nova import exception
from nova.virt import fake

DIRECTORY = os.environ['UMHA_HOST_DIRECTORY']
GUESTS = os.path.join(DIRECTORY, 'guests.json')
REMEMBER = os.environ.get('UMHA_REMEMBER_GUESTS', '1') == '1'
REBUILDING = (task_states.REBUILDING, task_states.REBUILD_BLOCK_DEVICE_MAPPING, task_states.REBUILD_SPAWNING)


def read(*path):
    try:
        with open(os.path.join(DIRECTORY, *path)) as file:
            return file.read().strip()
    except FileNotFoundError:
        return ''


def fault(key):
    return read('faults', key)


def switched_on(key):
    """True, or by chance when the switch is a number between 0 and 1."""
    value = fault(key)
    if value in ('', 'false'):
        return False
    return value == 'true' or random.random() < float(value)


def hang_while(key):
    while fault(key) == 'true':
        time.sleep(0.5)


class Host(fake.FakeDriver):
    """FakeDriver plus memory and faults."""

    def init_host(self, host):
        super().init_host(host)
        if REMEMBER and os.path.exists(GUESTS):
            kept = json.loads(read('guests.json'))
            same_boot = kept['boot'] == read('boot')
            for uuid, guest in kept['guests'].items():
                state = guest['state'] if same_boot else power_state.SHUTDOWN
                self.instances[uuid] = fake.FakeInstance(guest['name'], state, uuid)
        self._remember()

    def _remember(self):
        guests = {uuid: {'name': guest.name, 'state': guest.state} for uuid, guest in self.instances.items()}
        with open(GUESTS + '.new', 'w') as file:
            json.dump({'boot': read('boot'), 'guests': guests}, file)
        os.rename(GUESTS + '.new', GUESTS)

    def spawn(self, context, instance, *args, **kwargs):
        operation = 'rebuild' if instance.task_state in REBUILDING else 'boot'
        seconds = fault(operation + '_seconds')
        if seconds:
            time.sleep(float(seconds))
        hang_while(operation + '_hangs')
        if switched_on(operation + '_fails'):
            raise exception.NovaException('switched to fail: %s on %s' % (operation, self._host))
        super().spawn(context, instance, *args, **kwargs)
        self._remember()

    def destroy(self, *args, **kwargs):
        hang_while('destroy_hangs')
        super().destroy(*args, **kwargs)
        self._remember()

    def live_migration(self, context, instance, *args, **kwargs):
        hang_while('live_migration_hangs')
        super().live_migration(context, instance, *args, **kwargs)
        self.instances.pop(instance.uuid, None)
        self._remember()

    def instance_on_disk(self, instance):
        return fault('shared_storage') == 'true'

    def _apply_capacity(self):
        for key in ('vcpus', 'memory_mb'):
            value = int(fault(key) or getattr(fake.FakeDriver, key))
            setattr(self, key, value)
            setattr(self.resources, key, value)

    def get_available_resource(self, nodename):
        self._apply_capacity()
        return super().get_available_resource(nodename)

    def update_provider_tree(self, provider_tree, nodename, allocations=None):
        self._apply_capacity()
        super().update_provider_tree(provider_tree, nodename, allocations)
        inventory = provider_tree.data(nodename).inventory
        if fault('memory_mb'):
            inventory['MEMORY_MB']['reserved'] = 0  # so that the switch says what there is for instances
        if fault('full') == 'true':
            for resource in inventory.values():
                resource['reserved'] = resource['total']
        provider_tree.update_inventory(nodename, inventory)


def remembering(name):
    original = getattr(fake.FakeDriver, name)

    def method(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        self._remember()
        return result
    method.__name__ = name
    return method


for changing in ('power_on', 'power_off', 'unrescue', 'finish_revert_migration'):
    setattr(Host, changing, remembering(changing))

if __name__ == '__main__':
    fake.RememberingHost = Host  # compute_driver = fake.RememberingHost: Nova looks for drivers below nova.virt only
    sys.argv[0] = 'nova-compute'
    sys.exit(nova.cmd.compute.main())
