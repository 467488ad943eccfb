/** Last step on the data's way: telling people and programs what was seen and done. */
@NullMarked
package com.umcloud.umha.api.notify;

import org.jspecify.annotations.NullMarked;
