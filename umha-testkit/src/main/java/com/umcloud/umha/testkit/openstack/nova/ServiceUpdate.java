package com.umcloud.umha.testkit.openstack.nova;

import java.util.Optional;

/**
 * What an administrator wants of a compute service, all in one request.
 *
 * @param disabled whether the scheduler may no longer use it; empty leaves that as it is
 * @param reason why it is disabled; empty for none
 * @param forcedDown whether it counts as dead; empty leaves that as it is
 */
public record ServiceUpdate(Optional<Boolean> disabled, Optional<String> reason, Optional<Boolean> forcedDown) {
    static ServiceUpdate enable() {
        return new ServiceUpdate(Optional.of(false), Optional.empty(), Optional.empty());
    }

    static ServiceUpdate disable(Optional<String> reason) {
        return new ServiceUpdate(Optional.of(true), reason, Optional.empty());
    }

    static ServiceUpdate forceDown(boolean down) {
        return new ServiceUpdate(Optional.empty(), Optional.empty(), Optional.of(down));
    }
}
