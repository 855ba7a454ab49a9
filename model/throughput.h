#pragma once

#include <cstdint>

namespace stator {

struct ProvisionedThroughput {
  int64_t read_capacity_units = 0;
  int64_t write_capacity_units = 0;
  // Seconds since the epoch; 0: never.
  int64_t last_increase_seconds = 0;
  int64_t last_decrease_seconds = 0;
  int64_t decreases_today = 0;

  friend bool operator==(const ProvisionedThroughput&, const ProvisionedThroughput&) = default;
};

// MaxReadRequestUnits and MaxWriteRequestUnits; -1: no maximum.
struct OnDemandThroughput {
  int64_t max_read_request_units = -1;
  int64_t max_write_request_units = -1;

  friend bool operator==(const OnDemandThroughput&, const OnDemandThroughput&) = default;
};

struct WarmThroughput {
  int64_t read_units_per_second = 0;
  int64_t write_units_per_second = 0;

  friend bool operator==(const WarmThroughput&, const WarmThroughput&) = default;
};

}  // namespace stator
