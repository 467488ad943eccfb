package com.umcloud.umha.core.store.database;

import java.util.LinkedHashMap;
import java.util.Map;

/** How MySQL Connector/J is set up; the keys are its own. */
final class MySqlProperties {
    private MySqlProperties() {}

    /**
     * @param encrypted whether TLS is demanded; otherwise it is used where the server offers it
     */
    static Map<String, String> of(boolean encrypted) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("connectTimeout", "5000");
        properties.put("socketTimeout", "30000");
        properties.put("rewriteBatchedStatements", "true");
        properties.put("characterEncoding", "UTF-8");
        properties.put("connectionTimeZone", "UTC");
        properties.put("forceConnectionTimeZoneToSession", "true");
        // TRADITIONAL refuses what does not fit instead of cutting it, as Ceilometer's own sessions do. A lock that is
        // not to be had in 10 s is an error before the socket's time is over.
        properties.put("sessionVariables", "sql_mode='TRADITIONAL',innodb_lock_wait_timeout=10");
        properties.put("sslMode", encrypted ? "REQUIRED" : "PREFERRED");
        // MySQL 8 without TLS hands out its key for the password exchange only if asked; Ceilometer's drivers ask too.
        properties.put("allowPublicKeyRetrieval", "true");
        return properties;
    }
}
