/** Small offences, one in each class, by which the rules of purity show that they find something. */
@NullMarked
package com.umcloud.umha.daemon.impure;

import org.jspecify.annotations.NullMarked;
