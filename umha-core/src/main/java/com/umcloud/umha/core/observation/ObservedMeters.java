package com.umcloud.umha.core.observation;

/** The names of the meters that judge a host. */
public final class ObservedMeters {
    public static final String STORAGE_CONNECTIVITY = "storage_connectivity";
    public static final String BUSINESS_CONNECTIVITY = "business_connectivity";
    public static final String PATH_ACCESS_OK = "path_access_ok";

    private ObservedMeters() {}
}
