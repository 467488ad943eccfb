"""Makes Nova's three databases in one process: nova_schema.py NOVA_CONF CELL0_URL. Five nova-manage calls would load Nova five times."""
import sys

from nova.cmd import manage
from nova import config
from nova import context
from nova import objects


def main(configuration_file, cell0_url):
    config.parse_args(['nova-manage', '--config-file', configuration_file])
    objects.register_all()
    if manage.ApiDbCommands().sync():
        return 1
    cells = manage.CellV2Commands()
    cells.map_cell0(cell0_url)
    names = [cell.name for cell in objects.CellMappingList.get_all(context.get_admin_context())]
    if 'cell1' not in names and cells.create_cell(name='cell1'):
        return 1
    return manage.DbCommands().sync()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
