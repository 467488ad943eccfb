/** The cloud as the engine sees it: hosts, instances, migrations, and the calls that isolate a dead host and evacuate its instances. */
@NullMarked
package com.umcloud.umha.api.evacuate;

import org.jspecify.annotations.NullMarked;
