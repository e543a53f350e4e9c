CREATE UNLOGGED TABLE "provider_gates" (
	"provider" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"book" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_limits" (
	"provider" text PRIMARY KEY NOT NULL,
	"calls_at_once" integer,
	"calls_per_minute" integer,
	"tokens_per_minute" integer
);
