-- What is known about hosts, and what was told about them. Times are UTC; names match exactly (utf8mb4_bin).

CREATE TABLE IF NOT EXISTS node_heartbeat (
  hostname      VARCHAR(255) NOT NULL COMMENT 'the host as Nova knows it',
  last_heard_at DATETIME(6)  NOT NULL COMMENT 'when a collector last received an authentic sample of it, UTC',
  sender        VARCHAR(64)  NOT NULL COMMENT 'the address that sample came from',
  PRIMARY KEY (hostname)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ipmi_info (
  hostname   VARCHAR(255) NOT NULL COMMENT 'the host as Nova knows it',
  ip         VARCHAR(255) NOT NULL COMMENT 'address of its power device, with :port if unusual',
  username   VARCHAR(255) NOT NULL COMMENT 'account on the device',
  password   LONGTEXT     NOT NULL COMMENT 'its password, encrypted with the key file; bound to the other columns',
  options    LONGTEXT     NOT NULL COMMENT 'further settings of the device, JSON',
  updated_at DATETIME(6)  NOT NULL COMMENT 'when this row was last loaded, UTC',
  PRIMARY KEY (hostname)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS node_storage_ip (
  hostname   VARCHAR(255) NOT NULL COMMENT 'the host as Nova knows it',
  storage_ip VARCHAR(255) NOT NULL COMMENT 'its address on the storage network',
  updated_at DATETIME(6)  NOT NULL COMMENT 'when this row was last loaded, UTC',
  PRIMARY KEY (hostname)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS host_signal (
  hostname      VARCHAR(255) NOT NULL COMMENT 'the host as Nova knows it',
  signal_name   VARCHAR(64)  NOT NULL COMMENT 'the signal, such as storage',
  first_good_at DATETIME(6)  NOT NULL COMMENT 'when it was good for the first time; before that it judges nothing, UTC',
  PRIMARY KEY (hostname, signal_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS umha_log (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  logged_at   DATETIME(6)  NOT NULL COMMENT 'when it happened, UTC',
  severity    VARCHAR(16)  NOT NULL COMMENT 'INFO, WARNING or CRITICAL',
  hostname    VARCHAR(255)          COMMENT 'the host it is about, if one',
  incident_id VARCHAR(64)           COMMENT 'the incident it belongs to, if one',
  kind        VARCHAR(128) NOT NULL COMMENT 'a stable word for programs',
  message     LONGTEXT     NOT NULL COMMENT 'what was seen, decided or done',
  PRIMARY KEY (id),
  KEY ix_umha_log_hostname (hostname, id),
  KEY ix_umha_log_logged_at (logged_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS evacuate_history (
  incident_id      VARCHAR(64)  NOT NULL COMMENT 'the incident',
  instance_id      VARCHAR(64)  NOT NULL COMMENT 'the instance in Nova',
  instance_name    VARCHAR(255) NOT NULL COMMENT 'its name when the incident began',
  source_host      VARCHAR(255) NOT NULL COMMENT 'the failed host',
  destination_host VARCHAR(255)          COMMENT 'where it runs now, once known',
  outcome          VARCHAR(64)  NOT NULL COMMENT 'what became of it so far',
  detail           LONGTEXT     NOT NULL COMMENT 'why, in one line',
  started_at       DATETIME(6)  NOT NULL COMMENT 'when its recovery began, UTC',
  finished_at      DATETIME(6)           COMMENT 'when its outcome was final, UTC',
  PRIMARY KEY (incident_id, instance_id),
  KEY ix_evacuate_history_instance (instance_id),
  KEY ix_evacuate_history_started_at (started_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
