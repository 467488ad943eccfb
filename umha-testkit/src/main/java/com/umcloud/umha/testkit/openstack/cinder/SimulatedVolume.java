package com.umcloud.umha.testkit.openstack.cinder;

import java.util.Map;

/**
 * A volume.
 *
 * @param id its UUID
 * @param device under which name its instance sees it, such as {@code /dev/vdb}
 * @param bootable whether it can be booted from
 * @param imageProperties what it has from the image that it was made from
 */
public record SimulatedVolume(String id, String device, boolean bootable, Map<String, String> imageProperties) {
    public SimulatedVolume {
        imageProperties = Map.copyOf(imageProperties);
    }
}
