package com.umcloud.umha.core.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlAlchemyUrlTest {
    @Test
    void guidesUrl() {
        DatabaseUrl url = DatabaseUrl.parse("mysql://ceilometer:ceilometer123@192.168.0.2/ceilometer?charset=utf8");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:mysql://192.168.0.2:3306/ceilometer");
        assertThat(url.username()).isEqualTo("ceilometer");
        assertThat(url.password().reveal()).isEqualTo("ceilometer123");
        assertThat(url.remarks()).isEmpty();
        assertThat(url).hasToString("MySQL ceilometer@192.168.0.2:3306/ceilometer");
        assertThat(url.driverProperties())
                .containsEntry("rewriteBatchedStatements", "true")
                .containsEntry("connectionTimeZone", "UTC")
                .containsEntry("sslMode", "PREFERRED")
                .doesNotContainValue("ceilometer123");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mysql+pymysql://u:p@db/c            | jdbc:mysql://db:3306/c          | u     | p
                    mysql+mysqldb://u:p@db:3307/c       | jdbc:mysql://db:3307/c          | u     | p
                    mariadb+mariadbconnector://u:p@db/c | jdbc:mysql://db:3306/c          | u     | p
                    MySQL://u:p@db:/c                   | jdbc:mysql://db:3306/c          | u     | p
                    mysql://u:p@/c                      | jdbc:mysql://localhost:3306/c   | u     | p
                    mysql://u:p@[fd00::1]/c             | jdbc:mysql://[fd00::1]:3306/c   | u     | p
                    mysql://u:p@[fd00::1]:3307/c        | jdbc:mysql://[fd00::1]:3307/c   | u     | p
                    mysql://u%40x:p%40%3A%2F%25@db/c    | jdbc:mysql://db:3306/c          | u@x   | p@:/%
                    mysql://u:p@w/x:y%zz100%@db/c       | jdbc:mysql://db:3306/c          | u     | p@w/x:y%zz100%
                    mysql://u:%E5%AF%86+1@db/c          | jdbc:mysql://db:3306/c          | u     | 密+1
                    mysql://u:p@db/a%20b%2Fc            | jdbc:mysql://db:3306/a%20b%2Fc  | u     | p
                    """)
    void reads(String text, String jdbcUrl, String username, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(url.username()).isEqualTo(username);
        assertThat(url.password().reveal()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    hunter2                                            | it has no '://'
                    mysql://u:hunter2                                  | it has no '@'
                    mysql://u:hunter2/c                                | it has no '@'
                    postgresql://u:hunter2@db/c                        | 'postgresql' is not one of
                    sqlite:////var/lib/hunter2.db                      | 'sqlite' is not one of
                    mysql://u:hunter2@db                               | names no database
                    mysql://u:hunter2@db/                              | names no database
                    mysql://:hunter2@db/c                              | names no user
                    mysql://u:hunter2@db:99999/c                       | port '99999'
                    mysql://u:hunter2@db:x/c                           | port 'x'
                    mysql://u:hunter2@fd00::1/c                        | stands in brackets
                    mysql://u:hunter2@[fd00::1/c                       | does not end
                    mysql://u:hunter2@/c?unix_socket=/run/mysqld.sock  | unix_socket is not supported
                    mysql://u:x@db/c?passwd=hunter2&unix_socket=/x     | unix_socket is not supported
                    """)
    void refuses(String text, String reason) {
        assertThatThrownBy(() -> DatabaseUrl.parse(Secret.of(text)))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining(reason)
                .hasMessageContaining("mysql://user:password@host:3306/database")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void tellsWhichOptionsAreNotFollowed() {
        DatabaseUrl url = DatabaseUrl.parse("mysql://u:p@db/c?charset=utf8mb4&pool_size=5&ssl_ca=/etc/ssl/ca.pem");

        assertThat(url.remarks())
                .containsExactly(
                        "database option pool_size is not used",
                        "database option ssl_ca: the connection is encrypted, but the server's certificate is not checked");
        assertThat(url.driverProperties()).containsEntry("sslMode", "REQUIRED");
    }

    @Test
    void choosesBetweenConnectionAndStandalone() {
        Path data = Path.of("/var/lib/umha");

        assertThat(DatabaseUrl.choose(Secret.of("mysql://u:p@db/c"), false, data)
                        .kind())
                .isEqualTo(DatabaseKind.MYSQL);
        assertThat(DatabaseUrl.choose(Secret.none(), true, data)).hasToString("H2 /var/lib/umha/umha");
        assertThatThrownBy(() -> DatabaseUrl.choose(Secret.of(" "), false, data))
                .hasMessageContaining("set connection = mysql://")
                .hasMessageContaining("standalone = true");
    }
}
