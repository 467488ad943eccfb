/** Everything that is kept in the database: Ceilometer's tables, the guide's and ours. */
@NullMarked
package com.umcloud.umha.core.store;

import org.jspecify.annotations.NullMarked;
