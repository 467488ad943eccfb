/** First step on the data's way: whether this compute host reaches its storage servers. */
@NullMarked
package com.umcloud.umha.meters.storage;

import org.jspecify.annotations.NullMarked;
