// What somebody says of themselves: the fields of the first run and of the profile.

import { useState } from "preact/hooks";
import type { ActivityLevel, ChangeProfile, Units, User } from "../../api/types";
import { changeProfile, user } from "../../data/session";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { Choice, Field, refuse } from "./form";
import { HeightField, NumberField, WeightField } from "./measures";
import { Translated } from "./translated";

const LEVELS: ActivityLevel[] = [
  "sedentary",
  "lightly_active",
  "moderately_active",
  "very_active",
  "extra_active",
];
/** As they are stored, in every language: `goals` is a list of short texts. */
const AIMS = { lose: "Lose weight", keep: "Keep weight", gain: "Gain weight" } as const;
type Aim = keyof typeof AIMS;

/** A person as the form shows them: what is stored, and over it what was changed. */
export interface Draft {
  now: User;
  change: (change: ChangeProfile) => void;
  save: () => Promise<void>;
}
interface Props {
  draft: Draft;
  wrong: Record<string, string>;
}

/** Only what somebody changed is sent: the rest may have changed on another device. */
export function useDraft(): Draft {
  const [changes, setChanges] = useState<ChangeProfile>({});
  const save = async () => {
    const named = Object.entries(changes);
    const unread = named.filter(([, value]) => Number.isNaN(value));
    if (unread.length) refuse(...unread.map(([name]) => name));
    if (named.length) await changeProfile(changes);
    setChanges({});
  };
  const change = (change: ChangeProfile) => setChanges((before) => ({ ...before, ...change }));
  return { now: { ...user.value, ...changes } as User, change, save };
}

export function BodyFields({ draft: { now, change }, wrong }: Props) {
  const units = now.units ?? "metric";
  return (
    <>
      <Choice
        legend={t("settings.sex")}
        value={now.sex ?? undefined}
        options={[
          ["female", t("settings.female")],
          ["male", t("settings.male")],
          ["unspecified", t("settings.unspecified")],
        ]}
        choose={(sex) => change({ sex })}
        hint={t("settings.sexWhy")}
      />
      <div class="measures">
        <NumberField
          label={t("settings.age")}
          unit={t("settings.years")}
          value={now.age}
          change={(age) => change({ age })}
          error={wrong.age}
        />
        <WeightField
          units={units}
          value={now.weight}
          change={(weight) => change({ weight })}
          error={wrong.weight}
        />
        <HeightField
          units={units}
          value={now.height}
          change={(height) => change({ height })}
          error={wrong.height}
        />
      </div>
    </>
  );
}

export function UnitsChoice({ value, choose }: { value: Units; choose: (units: Units) => void }) {
  return (
    <Choice
      legend={t("settings.units")}
      value={value}
      options={[
        ["metric", t("settings.metric")],
        ["imperial", t("settings.imperial")],
      ]}
      choose={choose}
    />
  );
}

export function ActivityField({ draft: { now, change } }: Pick<Props, "draft">) {
  return (
    <Choice
      list="long"
      legend={t("settings.activity")}
      value={now.activityLevel}
      options={LEVELS.map(
        (level) => [level, t(`settings.level.${level}`), t(`settings.example.${level}`)] as const,
      )}
      choose={(activityLevel) => change({ activityLevel })}
    />
  );
}

export function AimField({ draft: { now, change } }: Pick<Props, "draft">) {
  const goals = now.goals ?? [];
  const names = Object.keys(AIMS) as Aim[];
  const options = ([...names, "none"] as const).map(
    (aim) => [aim, t(`settings.aim.${aim}`)] as const,
  );
  const choose = (aim: Aim | "none") =>
    change({ goals: aim === "none" ? others(goals) : [AIMS[aim], ...others(goals)] });
  return (
    <Choice
      list="short"
      legend={t("settings.aim")}
      value={names.find((aim) => goals.includes(AIMS[aim])) ?? "none"}
      options={options}
      choose={choose}
    />
  );
}

/** The goals in the person's own words, one a line. */
export function GoalsField({ draft: { now, change }, wrong }: Props) {
  const [text, setText] = useState("");
  const goals = now.goals ?? [];
  const shown = lines(text).join() === others(goals).join() ? text : others(goals).join("\n");
  const type = (text: string) => {
    setText(text);
    change({ goals: [...goals.filter((goal) => !others([goal]).length), ...lines(text)] });
  };
  return (
    <Field label={t("settings.goals")} hint={t("settings.goalsHint")} error={wrong.goals}>
      {(described) => (
        <textarea
          rows={3}
          {...described}
          value={shown}
          onInput={(event) => type(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function CalorieField({ draft: { now, change }, wrong }: Props) {
  return (
    <NumberField
      label={t("settings.calorieGoal")}
      unit={t("settings.kcalADay")}
      value={now.dailyCalorieGoal}
      change={(dailyCalorieGoal) => change({ dailyCalorieGoal })}
      error={wrong.dailyCalorieGoal}
    />
  );
}

/** What the server wants a careful person to know about the settings that are stored. */
export function Warnings() {
  return (
    <div role="status">
      {user.value?.warnings?.map((warning) => (
        <p key={warning} class="warning">
          <Icon name="warning" />
          <Translated warning={warning} />
        </p>
      ))}
    </div>
  );
}

function others(goals: string[]): string[] {
  const known: string[] = Object.values(AIMS);
  return goals.filter((goal) => !known.includes(goal));
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
