package com.umcloud.umha.core.store.database;

import static java.util.Map.entry;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Tables that were in the database before ours. Ceilometer's are used as they are; a table of an older UMHA that has one
 * of our names but other columns must be moved out of the way by the operator.
 */
final class ExistingTables {
    private static final Map<String, Set<String>> NEEDED_COLUMNS = new TreeMap<>(Map.ofEntries(
            entry("meter", Set.of("id", "name", "type", "unit")),
            entry(
                    "resource",
                    Set.of(
                            "internal_id",
                            "user_id",
                            "project_id",
                            "source_id",
                            "resource_id",
                            "resource_metadata",
                            "metadata_hash")),
            entry(
                    "sample",
                    Set.of(
                            "id",
                            "meter_id",
                            "resource_id",
                            "volume",
                            "timestamp",
                            "recorded_at",
                            "message_signature",
                            "message_id")),
            entry("metadata_text", Set.of("id", "meta_key", "value")),
            entry("metadata_int", Set.of("id", "meta_key", "value")),
            entry("metadata_float", Set.of("id", "meta_key", "value")),
            entry("metadata_bool", Set.of("id", "meta_key", "value")),
            entry("node_heartbeat", Set.of("hostname", "last_heard_at", "sender")),
            entry("ipmi_info", Set.of("hostname", "ip", "username", "password", "options", "updated_at")),
            entry("node_storage_ip", Set.of("hostname", "storage_ip", "updated_at")),
            entry("host_signal", Set.of("hostname", "signal_name", "first_good_at")),
            entry("umha_log", Set.of("logged_at", "severity", "hostname", "incident_id", "kind", "message")),
            entry(
                    "evacuate_history",
                    Set.of(
                            "incident_id",
                            "instance_id",
                            "instance_name",
                            "source_host",
                            "destination_host",
                            "outcome",
                            "detail",
                            "started_at",
                            "finished_at")),
            entry("incident", Set.of("id", "hostname", "state", "fault", "is_open", "document")),
            entry("intent", Set.of("id", "incident_id", "command", "subject", "state", "detail")),
            entry("lease", Set.of("name", "epoch", "counter", "holder", "commits")),
            entry("outbox", Set.of("notifier", "notification_id", "kind", "severity", "delivered_at")),
            entry("maintenance", Set.of("hostname", "owner", "reason", "since_at", "until_at")),
            entry("arming", Set.of("name", "armed", "finish_begun", "operator_name", "changed_at")),
            entry("acknowledgement", Set.of("kind", "subject", "operator_name", "acknowledged_at")),
            entry("operator_word", Set.of("id", "kind", "subject", "said_at", "handled_at", "handled_epoch")),
            entry("host_judgement", Set.of("hostname", "ruling", "judged_at", "document"))));

    private ExistingTables() {}

    static boolean exists(Handle handle, String table) throws SQLException {
        return !columns(handle, table).isEmpty();
    }

    /** Checks those of the needed tables that are there already. */
    static void requireColumns(Handle handle) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Set<String>> needed : NEEDED_COLUMNS.entrySet()) {
            Set<String> found = columns(handle, needed.getKey());
            List<String> missing = needed.getValue().stream()
                    .filter(column -> !found.contains(column))
                    .sorted()
                    .toList();
            if (!found.isEmpty() && !missing.isEmpty()) {
                problems.add("table " + needed.getKey() + " lacks " + String.join(", ", missing));
            }
        }
        if (!problems.isEmpty()) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "tables of another program or version stand in the way: " + String.join("; ", problems)
                            + "; rename them (RENAME TABLE name TO name_old) and run 'umha db sync' again");
        }
    }

    private static Set<String> columns(Handle handle, String table) throws SQLException {
        Connection connection = handle.getConnection();
        Set<String> columns = new HashSet<>();
        try (ResultSet rows =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
            while (rows.next()) {
                if (rows.getString("TABLE_NAME").equalsIgnoreCase(table)) {
                    columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }
}
