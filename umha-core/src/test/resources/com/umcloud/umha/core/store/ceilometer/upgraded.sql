-- The tables of a database that was upgraded through Ceilometer's migrations 001 to 045.
CREATE TABLE alarm (
  alarm_id VARCHAR(128) NOT NULL, enabled TINYINT(1), name TEXT, PRIMARY KEY (alarm_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE alarm_history (
  event_id VARCHAR(128) NOT NULL, alarm_id VARCHAR(128), detail TEXT, PRIMARY KEY (event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE meter (
  id INT NOT NULL AUTO_INCREMENT, name VARCHAR(255) NOT NULL, type VARCHAR(255), unit VARCHAR(255),
  PRIMARY KEY (id), UNIQUE KEY def_unique (name, type, unit), KEY ix_meter_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE resource (
  internal_id INT NOT NULL AUTO_INCREMENT, resource_id VARCHAR(255), user_id VARCHAR(255), project_id VARCHAR(255),
  source_id VARCHAR(255), resource_metadata TEXT, metadata_hash VARCHAR(32),
  PRIMARY KEY (internal_id), KEY ix_resource_resource_id (resource_id), KEY ix_resource_metadata_hash (metadata_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE sample (
  id INT NOT NULL AUTO_INCREMENT, volume DOUBLE, timestamp DECIMAL(20,6), message_signature VARCHAR(64),
  message_id VARCHAR(128), recorded_at DECIMAL(20,6), meter_id INT, resource_id INT,
  PRIMARY KEY (id), KEY ix_sample_timestamp (timestamp), KEY ix_sample_meter_id (meter_id),
  KEY ix_sample_resource_id (resource_id), KEY ix_sample_meter_id_resource_id (meter_id, resource_id),
  CONSTRAINT fk_sample_meter_id FOREIGN KEY (meter_id) REFERENCES meter (id),
  CONSTRAINT fk_sample_resource_internal_id FOREIGN KEY (resource_id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_text (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value TEXT, PRIMARY KEY (id, meta_key),
  KEY ix_metadata_text_meta_key (meta_key),
  CONSTRAINT fk_metadata_text_id FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_int (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value BIGINT NOT NULL, PRIMARY KEY (id, meta_key),
  KEY ix_metadata_int_meta_key (meta_key),
  CONSTRAINT fk_metadata_int_id FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_float (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value DOUBLE NOT NULL, PRIMARY KEY (id, meta_key),
  KEY ix_metadata_float_meta_key (meta_key),
  CONSTRAINT fk_metadata_float_id FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_bool (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value TINYINT(1) NOT NULL, PRIMARY KEY (id, meta_key),
  KEY ix_metadata_bool_meta_key (meta_key),
  CONSTRAINT fk_metadata_bool_id FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE migrate_version (
  repository_id VARCHAR(250) NOT NULL, repository_path TEXT, version INT, PRIMARY KEY (repository_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT INTO migrate_version VALUES ('ceilometer', '/usr/lib/python2.7/site-packages/ceilometer/storage/sqlalchemy/migrate_repo', 45);
