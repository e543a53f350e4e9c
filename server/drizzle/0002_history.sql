CREATE TABLE "decisions" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"decision" json NOT NULL,
	"grade" json,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_run_id_step_id_pk" PRIMARY KEY("run_id","step_id")
);
--> statement-breakpoint
CREATE INDEX "decisions_created" ON "decisions" USING btree ("created_at");