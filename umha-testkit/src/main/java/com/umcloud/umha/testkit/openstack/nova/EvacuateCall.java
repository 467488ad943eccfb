package com.umcloud.umha.testkit.openstack.nova;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an evacuate request asks for.
 *
 * @param host the destination, if it names one
 * @param forced whether the scheduler is passed over
 * @param onSharedStorage as said up to 2.13; null from 2.14 on
 */
public record EvacuateCall(
        Optional<String> host, boolean forced, @Nullable Boolean onSharedStorage) {}
