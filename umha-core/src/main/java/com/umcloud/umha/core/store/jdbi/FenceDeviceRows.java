package com.umcloud.umha.core.store.jdbi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.store.sealing.SecretBox;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of table {@code ipmi_info}. A password is sealed together with the rest of its row: one that was moved to another
 * host or address does not open, so that a slip in SQL cannot aim a power-off at the wrong host.
 */
final class FenceDeviceRows {
    private static final Logger log = LoggerFactory.getLogger(FenceDeviceRows.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretBox box;

    FenceDeviceRows(SecretBox box) {
        this.box = box;
    }

    /** A row as it is in the table, password sealed, options as JSON. */
    record SealedRow(String host, String address, String username, String password, String options) {
        String context() {
            return String.join("\n", "ipmi_info", host, address, username, options);
        }
    }

    static List<SealedRow> read(Handle handle) {
        return handle.createQuery("SELECT hostname, ip, username, password, options FROM ipmi_info ORDER BY hostname")
                .map((row, context) -> new SealedRow(
                        row.getString("hostname"),
                        row.getString("ip"),
                        row.getString("username"),
                        row.getString("password"),
                        row.getString("options")))
                .list();
    }

    Map<String, FenceDevice> open(List<SealedRow> rows) {
        Map<String, FenceDevice> devices = new LinkedHashMap<>();
        for (SealedRow row : rows) {
            devices.put(row.host(), open(row));
        }
        return devices;
    }

    private FenceDevice open(SealedRow row) {
        return new FenceDevice(
                row.host(),
                row.address(),
                row.username(),
                box.open(row.password(), row.context(), "the BMC password of " + row.host() + " (table ipmi_info)"),
                options(row));
    }

    /** Returns how many rows it changed. */
    int replace(Handle handle, Map<String, FenceDevice> wanted, LocalDateTime now) {
        List<SealedRow> found = read(handle);
        if (!box.hasKey()) {
            if (!found.isEmpty() && !wanted.isEmpty()) {
                throw new UmhaException(
                        FailureType.CONFIGURATION,
                        "ipmi_info was loaded with a key file that this machine has not: copy " + box.keyFile()
                                + " from the controller on which it was loaded; if it is lost, empty the table first"
                                + " (DELETE FROM ipmi_info) and copy the new key file to the other controllers");
            }
            if (!wanted.isEmpty()) {
                box.createKeyIfMissing();
                log.info("Made the key file {}; copy it to the other controllers, mode 0600", box.keyFile());
            }
        }
        Map<String, FenceDevice> same = new HashMap<>();
        int changed = 0;
        for (SealedRow row : found) {
            FenceDevice device = wanted.get(row.host());
            if (device == null) {
                changed += handle.createUpdate("DELETE FROM ipmi_info WHERE hostname = ?")
                        .bind(0, row.host())
                        .execute();
            } else if (holds(row, device)) {
                same.put(row.host(), device);
            }
        }
        for (FenceDevice device : wanted.values()) {
            if (!same.containsKey(device.host())) {
                put(handle, device, now);
                changed++;
            }
        }
        return changed;
    }

    /** A row that cannot be opened holds nothing: it is written anew. */
    private boolean holds(SealedRow row, FenceDevice device) {
        try {
            return open(row).equals(device);
        } catch (UmhaException e) {
            log.warn("{}; it is replaced now", e.getMessage());
            return false;
        }
    }

    private void put(Handle handle, FenceDevice device, LocalDateTime now) {
        SealedRow open = new SealedRow(device.host(), device.address(), device.username(), "", json(device.options()));
        handle.createUpdate("INSERT INTO ipmi_info (hostname, ip, username, password, options, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE ip = VALUES(ip),"
                        + " username = VALUES(username), password = VALUES(password), options = VALUES(options),"
                        + " updated_at = VALUES(updated_at)")
                .bind(0, open.host())
                .bind(1, open.address())
                .bind(2, open.username())
                .bind(3, box.seal(device.password(), open.context()))
                .bind(4, open.options())
                .bind(5, now)
                .execute();
    }

    private static String json(Map<String, String> options) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(options));
        } catch (JsonProcessingException e) {
            throw new UmhaException(FailureType.INTERNAL, "options that cannot be written as JSON", e);
        }
    }

    private static Map<String, String> options(SealedRow row) {
        try {
            return JSON.readValue(row.options(), new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "the options of " + row.host() + " in table ipmi_info are no JSON object; load it again",
                    e);
        }
    }
}
