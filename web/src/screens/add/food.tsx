// A food: making one from its label, looking at one, changing an own one.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Problem, send } from "../../api/client";
import type { FoundFood, Label, OwnFood } from "../../api/types";
import { changeFood, foodById, makeFood } from "../../data/foods";
import { foodHere, lastOf } from "../../data/kept-foods";
import { back, navigate, url } from "../../lib/router";
import { t } from "../../texts";
import { attempt, say } from "../../ui/toast";
import { AmountPanel } from "./amount-panel";
import { FoodValues } from "./food-values";
import { origin } from "./found-row";
import { LabelForm } from "./label-form";
import { pathTo, placeIn } from "./place";

export default function FoodPage() {
  const id = /^\/food\/([0-9a-f]{24})$/i.exec(url.value.pathname)?.[1];
  return id ? <ShownFood key={id} id={id} /> : <NewFood />;
}

function NewFood() {
  const params = url.value.searchParams;
  const name = (params.get("name") ?? "").slice(0, 200);
  const barcode = (params.get("barcode") ?? "").slice(0, 20);
  const save = async (label: Label) => {
    const food = await makeFood(label);
    say(t("add.saved", { name: food.name }));
    navigate(pathTo(`/food/${food._id}`, placeIn(params)), { replace: true });
  };
  return (
    <Page title={t("add.newFood")}>
      <p class="muted">{t("add.fromLabel")}</p>
      <LabelForm start={{ name, barcode }} save={save} cancel={() => back("/add")} />
    </Page>
  );
}

function ShownFood({ id }: { id: string }) {
  const [food, setFood] = useState<FoundFood | undefined>(() => foodHere(id));
  const [problem, setProblem] = useState<Problem>();
  const [editing, setEditing] = useState(false);
  const read = () => {
    setProblem(undefined);
    foodById(id).then(setFood, setProblem);
  };
  useEffect(read, [id]);
  const seen = useRef(false);
  useEffect(() => {
    // What had the focus is gone.
    if (seen.current) document.querySelector<HTMLElement>("#screen h1")?.focus();
    seen.current = true;
  }, [editing]);
  if (!food) {
    return (
      <Page title={t("add.food")}>
        {problem ? <Trouble problem={problem} again={read} /> : <p>{t("app.loading")}</p>}
      </Page>
    );
  }
  const save = async (label: Label) => {
    setFood(await changeFood(food as OwnFood, label));
    setEditing(false);
    say(t("add.saved", { name: label.name }));
  };
  if (editing) {
    return (
      <Page title={t("add.edit", { name: food.name })}>
        <p class="muted">{t("add.editKeeps")}</p>
        <LabelForm
          start={food as OwnFood}
          food={food as OwnFood}
          save={save}
          cancel={() => {
            setEditing(false);
            read(); // it may have been changed somewhere else
          }}
        />
      </Page>
    );
  }
  const place = placeIn(url.value.searchParams);
  const eaten = { ...food, last: lastOf(food) ?? null };
  return (
    <Page title={food.name} about={[origin(food), food.barcode].filter(Boolean).join(" · ")}>
      {problem && problem.status !== 404 && <Trouble problem={problem} again={read} />}
      <div class="card">
        <AmountPanel food={eaten} place={place} added={() => back()} />
      </div>
      <FoodValues food={food} />
      {food.kind === "own" && <OwnActions food={food as OwnFood} edit={() => setEditing(true)} />}
    </Page>
  );
}

function OwnActions({ food, edit }: { food: OwnFood; edit: () => void }) {
  const [asked, setAsked] = useState(false);
  const remove = () =>
    attempt(async () => {
      await send("DELETE", `foods/${food._id}`);
      say(t("add.foodRemoved", { name: food.name }));
      back("/add");
    });
  return (
    <div class="pair">
      <button type="button" onClick={edit}>
        {t("add.editFood")}
      </button>
      <button type="button" onClick={() => (asked ? remove() : setAsked(true))}>
        {asked ? t("add.reallyRemove") : t("add.removeOwn")}
      </button>
    </div>
  );
}

function Page(props: { title: string; about?: string; children: ComponentChildren }) {
  const { title, about, children } = props;
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title]);
  return (
    <div class="food-page stack">
      <div class="title-row">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {about && <p class="muted">{about}</p>}
        </div>
        <button type="button" class="quiet" onClick={() => back("/add")}>
          {t("do.back")}
        </button>
      </div>
      {children}
    </div>
  );
}

function Trouble({ problem, again }: { problem: Problem; again: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>{problem.status === 0 ? t("add.foodOffline") : problem.message}</p>
      <button type="button" class="quiet" onClick={again}>
        {t("do.retry")}
      </button>
    </div>
  );
}
