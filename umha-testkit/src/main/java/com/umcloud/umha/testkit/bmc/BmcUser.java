package com.umcloud.umha.testkit.bmc;

import java.nio.charset.StandardCharsets;

/**
 * An account on a simulated BMC.
 *
 * @param name at most 16 bytes
 * @param password at most 20 bytes
 * @param privilege the highest that it may ask for: 2 user, 3 operator, 4 administrator
 */
record BmcUser(String name, String password, int privilege) {
    BmcUser {
        if (name.getBytes(StandardCharsets.UTF_8).length > 16
                || password.getBytes(StandardCharsets.UTF_8).length > 20) {
            throw new IllegalArgumentException("IPMI has room for 16 bytes of a name and 20 of a password");
        }
        if (privilege < 2 || privilege > 4) {
            throw new IllegalArgumentException("privilege is 2 (user) to 4 (administrator), not " + privilege);
        }
    }

    /** The key K_UID (IPMI 2.0, section 13.31). */
    byte[] key() {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
