/** Asking whether an address answers: used by meters on compute hosts and by processing on controllers. */
@NullMarked
package com.umcloud.umha.api.reachability;

import org.jspecify.annotations.NullMarked;
