package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;

/**
 * Something that was asked for with an instance.
 *
 * @param action Nova's word, such as {@code evacuate}
 * @param requestId which request it was
 * @param startedAt when
 */
record InstanceAction(String action, String requestId, Instant startedAt) {}
