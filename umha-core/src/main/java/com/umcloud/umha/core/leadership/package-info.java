/** At most one processor acts: the lease in the database. */
@NullMarked
package com.umcloud.umha.core.leadership;

import org.jspecify.annotations.NullMarked;
