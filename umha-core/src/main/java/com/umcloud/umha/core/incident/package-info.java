/** What to do about a failed host, step by step: (incident, event, time) to (incident, commands). Pure: no clock, thread, socket or SQL. */
@NullMarked
package com.umcloud.umha.core.incident;

import org.jspecify.annotations.NullMarked;
