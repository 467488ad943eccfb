package com.umcloud.umha.api.evacuate;

/** What the evacuation may do with the root disk. */
public enum DiskHandling {
    /** The disk is on a volume: the cloud attaches it at the destination. */
    KEEP_VOLUME,
    /** The disk is on storage that all hosts share: the evacuation fails where it is not found. */
    KEEP_SHARED,
    /** The disk died with the host and is made anew from its image: what the guest wrote is lost. */
    REBUILD_FROM_IMAGE
}
