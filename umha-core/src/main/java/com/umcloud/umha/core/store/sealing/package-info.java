/** Secrets at rest: passwords are sealed with a key file before they are written to the database. */
@NullMarked
package com.umcloud.umha.core.store.sealing;

import org.jspecify.annotations.NullMarked;
