/** The agent on a compute host: runs each meter at its interval and hands its samples to the publishers that the pipeline names. */
@NullMarked
package com.umcloud.umha.core.agent;

import org.jspecify.annotations.NullMarked;
