/** The cloud as a processor sees it in virtual time: an evacuator straight over the simulated Nova, and one that goes wrong. */
@NullMarked
package com.umcloud.umha.testkit.simulation.cloud;

import org.jspecify.annotations.NullMarked;
