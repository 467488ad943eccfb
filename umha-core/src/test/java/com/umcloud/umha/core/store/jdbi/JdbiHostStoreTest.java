package com.umcloud.umha.core.store.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.Samples;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import com.umcloud.umha.core.store.sealing.SecretBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract of the stores does not show: sealed passwords and their key, and what operators see of the rows. */
@ParameterizedClass
@EnumSource
class JdbiHostStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final FenceDevice ONE =
            new FenceDevice("node-1.domain.tld", "172.31.11.56", "admin", Secret.of("pässwörd:密 💾"), Map.of());
    private static final FenceDevice TWO = new FenceDevice(
            "node-3.domain.tld", "[fd00::1]:6230", "root", Secret.of("root123"), Map.of("cipher_suite", "17"));

    private static Database database;

    @Parameter
    TestDatabase kind;

    @TempDir
    Path directory;

    private Path keyFile;
    private JdbiHostStore store;

    @BeforeParameterizedClassInvocation
    static void openDatabase(TestDatabase kind) {
        database = kind.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        Rows.clear(database);
        keyFile = directory.resolve("state/bmc.key");
        store = storeWithKey(keyFile);
    }

    private static JdbiHostStore storeWithKey(Path keyFile) {
        return new JdbiHostStore(database, new SecretBox(keyFile), InstantSource.fixed(NOW));
    }

    @Test
    void devicesComeBackAndTheTableShowsNoPassword() throws IOException {
        assertThat(store.fenceDevices()).isEmpty();

        assertThat(store.replaceFenceDevices(List.of(TWO, ONE))).isEqualTo(2);

        assertThat(store.fenceDevices()).containsExactly(Map.entry(ONE.host(), ONE), Map.entry(TWO.host(), TWO));
        assertThat(Rows.of(database, "SELECT * FROM ipmi_info").toString())
                .contains("172.31.11.56", "admin")
                .doesNotContain("root123", "pässwörd");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void aWrongKeyIsNamedWithItsFile() {
        store.replaceFenceDevices(List.of(ONE));
        Path other = directory.resolve("other.key");
        JdbiHostStore elsewhere = storeWithKey(other);

        assertThatThrownBy(elsewhere::fenceDevices)
                .hasMessageContaining("the key file " + other + " is missing")
                .hasMessageContaining("copy it from the controller");
        assertThatThrownBy(() -> elsewhere.replaceFenceDevices(List.of(ONE)))
                .hasMessageContaining("copy " + other + " from the controller on which it was loaded");
        assertThat(other).doesNotExist();

        new SecretBox(other).createKeyIfMissing();
        assertThatThrownBy(elsewhere::fenceDevices)
                .hasMessageContaining("the BMC password of node-1.domain.tld (table ipmi_info) was encrypted with key")
                .hasMessageContaining(other.toString());
        assertThat(elsewhere.replaceFenceDevices(List.of(ONE))).isEqualTo(1);
        assertThat(elsewhere.fenceDevices()).containsValue(ONE);
    }

    @Test
    void aRowChangedByHandIsRefused() {
        store.replaceFenceDevices(List.of(ONE, TWO));
        Rows.execute(database, "UPDATE ipmi_info SET ip = '10.0.0.9' WHERE hostname = 'node-1.domain.tld'");

        assertThatThrownBy(() -> store.fenceDevices())
                .hasMessageContaining("node-1.domain.tld")
                .hasMessageContaining("changed by hand or damaged; load it again");
        assertThat(store.replaceFenceDevices(List.of(ONE, TWO))).isEqualTo(1);
        assertThat(store.fenceDevices()).containsValues(ONE, TWO);
    }

    @Test
    void theFirstTimeThatASignalWasGoodIsKept() {
        store.signalSeenGood("node-1", "storage", NOW);
        store.signalSeenGood("node-1", "storage", NOW.plusSeconds(60));

        assertThat(Rows.count(database, "host_signal WHERE first_good_at = '2026-11-22 10:00:00'"))
                .isEqualTo(1);
    }

    @Test
    void heartbeatsAreThoseOfTheSampleStore() {
        Stores stores = JdbiStores.of(database, keyFile, InstantSource.fixed(NOW));

        stores.samples().write(List.of(Samples.storage("node-1")));

        assertThat(stores.hosts().heartbeats()).isEqualTo(Map.of("node-1", Samples.RECEIVED));
    }
}
