/** What happens in which failure: scenarios in virtual time, each with the story that is expected of it. */
@NullMarked
package com.umcloud.umha.testkit.simulation.scenario;

import org.jspecify.annotations.NullMarked;
