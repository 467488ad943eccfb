package com.umcloud.umha.api.evacuate;

/** Where the root disk of an instance comes from. */
public enum InstanceDisk {
    /** A volume; it survives the host. */
    VOLUME,
    /** A file made from an image, on the host's own disk or on storage that hosts share. */
    IMAGE
}
