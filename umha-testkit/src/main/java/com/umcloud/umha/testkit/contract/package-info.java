/** What every implementation of an SPI, and every cloud that stands in for a real one, has to show: tests to be subclassed. */
@NullMarked
package com.umcloud.umha.testkit.contract;

import org.jspecify.annotations.NullMarked;
