CREATE TABLE "grades" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"grade" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "grades_run_id_step_id_pk" PRIMARY KEY("run_id","step_id")
);
--> statement-breakpoint
CREATE INDEX "grades_created" ON "grades" USING btree ("created_at");