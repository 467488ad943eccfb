package com.umcloud.umha.api.fence;

import com.umcloud.umha.api.secret.Secret;
import java.util.Map;

/**
 * The device that controls the power of one host.
 *
 * @param host the host's name as Nova knows it
 * @param address IP address or name of the device, with {@code :port} or {@code [v6]:port} if it is not the usual port
 * @param username the account on the device
 * @param password its password
 * @param options further settings of this device, as the agent documents them
 */
public record FenceDevice(String host, String address, String username, Secret password, Map<String, String> options) {
    public FenceDevice {
        if (host.isBlank() || address.isBlank()) {
            throw new IllegalArgumentException(
                    "a fence device needs a host and an address: '" + host + "', '" + address + "'");
        }
        options = Map.copyOf(options);
    }
}
