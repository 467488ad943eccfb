/** First step on the data's way: a meter on a compute host measures something and returns measurements, which the agent signs and publishes as Ceilometer samples. */
@NullMarked
package com.umcloud.umha.api.meter;

import org.jspecify.annotations.NullMarked;
