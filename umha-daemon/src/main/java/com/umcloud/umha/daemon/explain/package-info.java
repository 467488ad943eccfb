/** What UMHA knows of a host, put together from the database for a person to read. */
@NullMarked
package com.umcloud.umha.daemon.explain;

import org.jspecify.annotations.NullMarked;
