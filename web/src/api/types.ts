// The shapes of the API. Made from it by `make web-types`; do not edit.

/** 24 hexadecimal digits. */
export type Id = string;

/** A calendar day of the user, YYYY-MM-DD. */
export type Day = string;

/** A point in time, ISO 8601. */
export type Instant = string;

export type ActivityLevel =
  | "sedentary"
  | "lightly_active"
  | "moderately_active"
  | "very_active"
  | "extra_active";

/** What energy out means for the budget of a day. */
export type ActivityMode = "ignore" | "show" | "add";

/** What the goals of today say of the weight: kg a week, below 0 loses, and kg. */
export interface Aim {
  rate: number | null;
  targetWeight: number | null;
}

/** Another food that may have been meant, with the values of the same grams. */
export interface Alternative {
  foodId?: Id | null;
  name: string;
  grams: number;
  calories: number;
}

/** How much of a nutrient, as far as it is known; null where no food tells of it. */
export interface Amount {
  amount: number | null;
  coverage: number;
  share: number | null;
}

/** A question to the coach. Its id may be made by the client, so that a retry asks once. */
export interface Ask {
  content: string;
  _id?: Id | null;
  userId?: Id | null;
  role?: "user";
  type?: "text";
}

/** Where to send the browser. */
export interface Authorize {
  authorizeUrl: string;
}

/** Of a day that was logged, but `weight`: of a day with a weighing, in kg. Null is unknown. */
export interface Averages {
  totalCalories: number | null;
  calorieGoal: number | null;
  protein: number | null;
  carbs: number | null;
  fat: number | null;
  weight: number | null;
}

/** Energy in beside what the scale said, day by day: facts, and no estimate. */
export interface Balance {
  from: Day;
  to: Day;
  daysCounted: number;
  averageCalories: number | null;
  averageGoal: number | null;
  weightChange: number | null;
  days: BalanceDay[];
}

/** One day: kcal eaten (null is unknown), its goal, its mark, and kg by the scale, its mean. */
export interface BalanceDay {
  date: Day;
  totalCalories: number | null;
  mealCount: number;
  calorieGoal: number;
  mark: Mark | null;
  weight: number | null;
}

/** What days a figure rests on: those with a meal, or with a weighing. */
export type Basis = "daysLogged" | "daysWeighed";

/** What made the proposal another one than the wish. */
export type Bound = "rate" | "floor" | "step" | "reached";

/** A target of a nutrient in its unit: at least, at most, or between. */
export interface Bounds {
  min?: number | null;
  max?: number | null;
}

/** The groups of some days: in order of time, else the largest by the first nutrient in front. */
export interface Breakdown {
  from: Day;
  to: Day;
  by: By;
  nutrients: Column[];
  total: Slice;
  groups: Slice[];
  groupCount: number;
}

/** How `remainingCalories` comes about where activity is added: goal + added - eaten. */
export interface Budget {
  goal: number;
  added: number;
  eaten: number;
  remaining: number;
}

export type By = "day" | "week" | "month" | "mealType" | "food";

export interface ByMacro {
  protein: number;
  carbs: number;
  fat: number;
}

export interface ChangePassword {
  password: string;
  currentPassword?: string | null;
}

export interface ChangeProfile {
  age?: number | null;
  weight?: number | null;
  height?: number | null;
  activityLevel?: ActivityLevel | null;
  goals?: string[] | null;
  dailyCalorieGoal?: number | null;
  timezone?: string | null;
  dayStartHour?: number | null;
  sex?: Sex | null;
  units?: Units | null;
  locale?: string | null;
  activityMode?: ActivityMode | null;
  name?: string;
}

/** One message of the conversation. `metadata` is what its type calls for. */
export interface ChatMessage {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  role: Role;
  content: string;
  type?: MessageType;
  metadata?: unknown | null;
}

/** Where a number is from. */
export interface Cited {
  id: string;
  citation: string;
}

export interface CodeRequest {
  email: string;
}

/** A nutrient of the answer, with the unit of its amounts. */
export interface Column {
  id: string;
  name: string;
  unit: Unit;
}

/** Two stretches of days; `change` is the first less the second, null where one is unknown. */
export interface Comparison {
  period: Period;
  against: Period;
  change: Averages;
}

/** What to connect. Unnamed, it is Google Health. */
export interface Connect {
  provider?: ProviderId;
}

/** How regularly somebody logged. No streaks: a missed day costs a day, not all before it. */
export interface Consistency {
  from: Day;
  to: Day;
  days: number;
  daysLogged: number;
  shareLogged: number;
  daysWeighed: number;
  daysComplete: number;
  daysPartial: number;
  daysFasting: number;
  mealsPerDay: number | null;
  weekdays: Weekday[];
}

/** A request to eat the same again: some meals, or those of a day. */
export interface CopyMeals {
  /** Made by the client, so that a retry adds nothing */
  _id: Id;
  mealIds?: Id[] | null;
  from?: Day | null;
  mealType?: MealType | null;
  to: Day;
}

/** The goal of one day: of the version that held, else of the profile. */
export interface CurrentGoal {
  day: Day;
  calorieGoal: number;
  version: GoalVersion | null;
}

/** One day of one user. */
export interface Daily {
  date: Day;
  start: Instant;
  end: Instant;
  totalCalories: number;
  mealCount: number;
  protein: number;
  carbs: number;
  fat: number;
  fiber: number;
  sugar: number;
  calorieGoal: number;
  remainingCalories: number;
  activityMode: ActivityMode;
  activeEnergy: number | null;
  totalEnergyOut: number | null;
  budget: Budget | null;
}

/** The mark of one day. A day without one is unmarked. */
export interface DayMark {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  day: Day;
  mark: Mark;
}

/** The same after disconnecting, and whether Google confirmed that the access ended. */
export interface Disconnected {
  status: FitStatus;
  fitDataEnabled: boolean;
  provider: string | null;
  grantedScopes: string[];
  features: Feature[];
  missing: Feature[];
  account: string | null;
  connectionEndsAt: Instant | null;
  lastSyncAt: Instant | null;
  lastError: SyncError | null;
  sync: Progress;
  configured: boolean;
  redirectUri: string;
  providers: Offer[];
  revoked: boolean | null;
}

/** What was read, and in `unmatched` what was not. */
export interface Draft {
  items: DraftFood[];
  unmatched: string[];
  totalCalories: number;
  note?: string | null;
}

/** A food that was read. Below a confidence of 0.5, ask before logging it. */
export interface DraftFood {
  text: string;
  name: string;
  foodId?: Id | null;
  grams: number;
  quantity: string;
  calories: number;
  protein: number;
  carbs: number;
  fat: number;
  fiber?: number | null;
  sugar?: number | null;
  nutrients?: Record<string, number>;
  confidence: number;
  alternatives: Alternative[];
}

/** kcal a day: an aim, a least, a most, and how the week differs, Monday first. */
export interface Energy {
  aim?: number | null;
  min?: number | null;
  max?: number | null;
  week?: number[] | null;
}

/** What one equation says, kcal a day, for comparison. */
export interface Equation {
  kcal: number;
  source: Cited;
}

/** What every error answers. `fields` comes with 422, `methods` with code ProofRequired. */
export interface ErrorBody {
  error: string;
  code: string;
  detail: string;
  fields?: FieldProblem[] | null;
  methods?: string[] | null;
}

/** What was asked, with the reply. */
export interface Exchange {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  role: Role;
  content: string;
  type?: MessageType;
  metadata?: unknown | null;
  reply: ChatMessage;
}

/** Something about a body that a formula needs. */
export type Fact = "age" | "weight" | "height";

/** What a scope is good for, as the client shows it. */
export type Feature = "activity" | "distance" | "weight";

export interface FieldProblem {
  path: string;
  message: string;
}

/** One number, its unit and what it rests on. */
export interface Figure {
  id: FigureId;
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  basis: Basis;
  counted: number;
  of: number;
  before: number | null;
  change: number | null;
}

export type FigureId =
  | "calories"
  | "calorieGoal"
  | "againstGoal"
  | "protein"
  | "carbs"
  | "fat"
  | "weight"
  | "trend"
  | "rate"
  | "expenditure";

export type FitStatus = "connected" | "needsReconnect" | "notLinked" | "disconnected";

/** A food with its values per 100 g. A nutrient that nobody measured is absent. */
export interface Food {
  _id: Id;
  name: string;
  kind: FoodKind;
  brand?: string | null;
  barcode?: string | null;
  per100g: Record<string, number>;
  portions?: Portion[];
  density?: number | null;
  aliases?: string[];
  source: Source;
}

export type FoodKind = "generic" | "branded" | "own" | "logged";

/** A food in a list of results. What was only typed into a meal has no id and no values. */
export interface FoundFood {
  _id?: Id | null;
  name: string;
  kind: FoodKind;
  brand?: string | null;
  barcode?: string | null;
  per100g?: Record<string, number> | null;
  portions?: Portion[];
  density?: number | null;
  source?: Source | null;
  /** The amount of it that was eaten last */
  last?: MealFood | null;
  /** How often it was eaten in the last 90 days */
  times?: number | null;
}

export type Goal = "lose" | "keep" | "gain";

/** What holds from a day on, until the next version begins. */
export interface GoalVersion {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  from: Day;
  energy: Energy;
  nutrients?: Record<string, Bounds>;
  rate?: number | null;
  targetWeight?: number | null;
  warnings?: string[] | null;
}

export interface Health {
  status?: string;
}

export type Kind = "RDA" | "AI" | "UL" | "CDRR";

/** The values of a label, for `perGrams` of the food. What it does not say is left out. */
export interface Label {
  name: string;
  brand?: string | null;
  barcode?: string | null;
  /** The grams that the values are for */
  perGrams?: number;
  /** kcal; or name kilojoules */
  calories?: number | null;
  kilojoules?: number | null;
  protein: number;
  carbs: number;
  fat: number;
  fiber?: number | null;
  sugar?: number | null;
  /** grams; or name sodium in nutrients */
  salt?: number | null;
  /** Other nutrients by their id */
  nutrients?: Record<string, number> | null;
  portions?: NewPortion[] | null;
  density?: number | null;
}

export type Language = "en" | "de";

/** A food in a request: as strict as any request. */
export interface LogFood {
  _id?: Id | null;
  foodId?: Id | null;
  name: string;
  /** kcal */
  calories: number;
  /** grams */
  protein: number;
  /** grams */
  carbs: number;
  /** grams */
  fat: number;
  fiber?: number | null;
  sugar?: number | null;
  quantity: string;
  grams?: number | null;
  nutrients?: Record<string, number> | null;
  source?: string | null;
}

/** A request to log a meal. What the server sets is accepted as GET returned it, and ignored. */
export interface LogMeal {
  foods: LogFood[];
  totalCalories?: number | null;
  mealType: MealType;
  date?: Instant | null;
  imageUrl?: string | null;
  analysis?: string | null;
  userId?: Id | null;
  /** ignored */
  _id?: Id | null;
  /** ignored */
  day?: Day | null;
  /** ignored */
  createdAt?: Instant | null;
  /** ignored */
  updatedAt?: Instant | null;
  /** ignored */
  analysisFacts?: (Record<string, unknown>)[] | null;
}

/** A request to log a weighing: `weight` in `unit`, or `kilograms` alone. */
export interface LogWeight {
  weight?: number | null;
  unit?: WeightUnit;
  kilograms?: number | null;
  at?: Instant | null;
  userId?: Id | null;
  /** ignored */
  _id?: Id | null;
  /** ignored */
  day?: Day | null;
  /** ignored */
  source?: string | null;
  /** ignored */
  createdAt?: Instant | null;
  /** ignored */
  updatedAt?: Instant | null;
}

/** Signs a known e-mail in by a proof, or makes an account for an unknown one. */
export interface Login {
  age?: number | null;
  weight?: number | null;
  height?: number | null;
  activityLevel?: ActivityLevel | null;
  goals?: string[] | null;
  dailyCalorieGoal?: number | null;
  timezone?: string | null;
  dayStartHour?: number | null;
  sex?: Sex | null;
  units?: Units | null;
  locale?: string | null;
  activityMode?: ActivityMode | null;
  email: string;
  name?: string | null;
  password?: string | null;
  code?: string | null;
}

/** Where the energy of a stretch of days came from. */
export interface Macros {
  from: Day;
  to: Day;
  totalProtein: number;
  totalCarbs: number;
  totalFat: number;
  caloriesFrom: ByMacro;
  share: Shares;
}

export type Mark = "complete" | "partial" | "fasting";

/** What one user ate at one time. `day` is the day it counts to, fixed when it was logged. */
export interface Meal {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  foods: MealFood[];
  totalCalories: number;
  mealType: MealType;
  date: Instant;
  day?: Day | null;
  imageUrl?: string | null;
  analysis?: string | null;
  analysisFacts?: (Record<string, unknown>)[] | null;
}

/** One food of a meal, with the values of the amount that was eaten. */
export interface MealFood {
  _id?: Id | null;
  foodId?: Id | null;
  name: string;
  calories: number;
  protein: number;
  carbs: number;
  fat: number;
  fiber?: number;
  sugar?: number;
  quantity: string;
  grams?: number | null;
  nutrients?: Record<string, number> | null;
  source?: string | null;
}

export type MealType = "breakfast" | "lunch" | "dinner" | "snack";

/** One day of all sources. Energy in kcal, distance in metres; unknown is null. */
export interface MergedDay {
  day: Day;
  sources: string[];
  steps: number | null;
  activeEnergy: number | null;
  totalEnergy: number | null;
  distance: number | null;
  activeMinutes: number | null;
  workouts: Workout[];
  updatedAt: Instant;
}

export type MessageType = "text" | "nutrition_analysis" | "workout_suggestion" | "meal_plan";

/** Ways of signing in that depend on how the server is set up. */
export interface Methods {
  google: boolean;
  emailCode: boolean;
}

export interface NewPortion {
  name: string;
  grams: number;
}

/** What a reference had to assume. */
export type Note = "sex_unknown" | "age_unknown";

/** The dietary reference intake of a nutrient, and its upper limit with what that counts. */
export interface NutrientReference {
  nutrient: string;
  name: string;
  unit: Unit;
  kind: Kind;
  amount: number;
  limit: number | null;
  limitKind: Kind | null;
  limitScope: Scope | null;
  notes: Note[];
  source: Cited;
}

/** A target for a day in the unit of the nutrient; null is no bound on that side. */
export interface NutrientTarget {
  nutrient: string;
  name: string;
  unit: Unit;
  min: number | null;
  max: number | null;
  aim: number | null;
  reason: Reason;
  source: Cited;
}

/** How much of a nutrient was eaten, as far as it is known. */
export interface NutrientTotal {
  id: string;
  name: string;
  unit: string;
  amount: number;
  coverage: number;
}

/** Every nutrient that any food of some days tells of. */
export interface Nutrients {
  from: Day;
  to: Day;
  totalCalories: number;
  nutrients: NutrientTotal[];
}

/** A provider that can be connected. */
export interface Offer {
  id: ProviderId;
  availableUntil?: Day | null;
}

/** A food that a user made. Archived, it is found no more, but can be read. */
export interface OwnFood {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  name: string;
  kind: FoodKind;
  brand?: string | null;
  barcode?: string | null;
  per100g: Record<string, number>;
  portions?: Portion[];
  density?: number | null;
  aliases?: string[];
  source: Source;
  userId: Id;
  archived?: boolean;
}

/** A stretch of days. */
export interface Period {
  from: Day;
  to: Day;
  days: number;
  daysLogged: number;
  totalMeals: number;
  averages: Averages;
  share: Shares;
}

/** One day of a chart. Without a meal it is unknown, which is not zero. */
export interface Point {
  date: Day;
  totalCalories: number | null;
  protein: number | null;
  carbs: number | null;
  fat: number | null;
  mealCount: number;
  calorieGoal: number;
}

/** A household measure: "1 cup" of this food weighs so many grams, as `source` says. */
export interface Portion {
  name: string;
  grams: number;
  source: string;
}

/** Reading of one user. The two counts are null when nothing is under way. */
export interface Progress {
  running: boolean;
  nextAt?: Instant | null;
  daysWanted?: number | null;
  daysRead?: number | null;
}

/** Days in order. `latest` is the last of them that has an estimate. */
export interface ProgressCourse {
  from: Day;
  to: Day;
  days: ProgressDay[];
  latest: ProgressDay | null;
  drivers: ProgressDrivers | null;
}

/** One day: what was written down, and what is estimated of it. Null is unknown. */
export interface ProgressDay {
  date: Day;
  calories: number | null;
  meals: number;
  mark: Mark | null;
  calorieGoal: number;
  weight: number | null;
  weighings: number;
  trend: number | null;
  trendLow: number | null;
  trendHigh: number | null;
  rate: number | null;
  expenditure: number | null;
  expenditureLow: number | null;
  expenditureHigh: number | null;
  state: "learning" | "holding" | "estimated" | null;
}

/** What the estimate of the last day stands on; kcal a day, and kg. */
export interface ProgressDrivers {
  prior: number | null;
  priorError: number;
  priorShare: number;
  eaten: number | null;
  stored: number | null;
  weightChange: number | null;
  days: number;
  daysLogged: number;
  daysInDoubt: number;
  daysWeighed: number;
  weighingsDoubted: number;
  jump: Day | null;
}

/** The energy target of the week to come, with its reasons. It sets nothing. */
export interface ProgressProposal {
  verdict: ProposalVerdict;
  kcal: number | null;
  rate: number | null;
  rateLow: number | null;
  rateHigh: number | null;
  bounds: Bound[];
  refusal: Said | null;
  missing: Fact[];
  numbers: Record<string, number>;
  reasons: Said[];
  goal: Aim;
  current: number;
  due: Day | null;
}

/** What lets the signed-in user in: password, email_code, recovery_code, google. */
export interface Proofs {
  methods: string[];
}

export type ProposalVerdict = "change" | "keep" | "wait" | "refused" | "unknown";

export type ProviderId = "google_health" | "google_fit";

/** A request to aim at something from a day on. What the server sets is ignored. */
export interface PutGoal {
  energy: Energy;
  /** Targets by the id of a nutrient, in its unit */
  nutrients?: Record<string, Bounds>;
  /** kilograms a week; below 0 loses */
  rate?: number | null;
  targetWeight?: number | null;
  userId?: Id | null;
  /** ignored */
  _id?: Id | null;
  /** ignored */
  from?: Day | null;
  /** ignored */
  warnings?: string[] | null;
  /** ignored */
  createdAt?: Instant | null;
  /** ignored */
  updatedAt?: Instant | null;
}

/** A request to mark a day. What the server sets is ignored. */
export interface PutMark {
  mark: Mark;
  _id?: Id | null;
  userId?: Id | null;
  day?: Day | null;
  createdAt?: Instant | null;
  updatedAt?: Instant | null;
}

/** The same under an id of the client's: the date is needed, so that a retry says the same. */
export interface PutMeal {
  foods: LogFood[];
  totalCalories?: number | null;
  mealType: MealType;
  date: Instant;
  imageUrl?: string | null;
  analysis?: string | null;
  userId?: Id | null;
  /** ignored */
  _id?: Id | null;
  /** ignored */
  day?: Day | null;
  /** ignored */
  createdAt?: Instant | null;
  /** ignored */
  updatedAt?: Instant | null;
  /** ignored */
  analysisFacts?: (Record<string, unknown>)[] | null;
}

/** The same under an id of the client's: the time is needed, so that a retry says the same. */
export interface PutWeight {
  weight?: number | null;
  unit?: WeightUnit;
  kilograms?: number | null;
  at: Instant;
  userId?: Id | null;
  /** ignored */
  _id?: Id | null;
  /** ignored */
  day?: Day | null;
  /** ignored */
  source?: string | null;
  /** ignored */
  createdAt?: Instant | null;
  /** ignored */
  updatedAt?: Instant | null;
}

/** One meal that has other values of the food than it has now. */
export interface Reapplied {
  mealId: Id;
  day: string;
  before: MealFood[];
  after: MealFood[];
  applied: boolean;
}

/** A request to see the difference, and with `apply` to make it. */
export interface Reapply {
  apply?: boolean;
}

/** Why a target is what it is; the words for it belong to whoever shows it. */
export type Reason =
  | "recommended"
  | "adequate"
  | "per_weight"
  | "muscle"
  | "weight_loss"
  | "share_of_energy"
  | "chronic_risk"
  | "own"
  | "label_guide";

export interface RecoveryCodes {
  recoveryCodes: string[];
}

/** A week or a month. `until` is the last day that counts: today, while it is not over. */
export interface Report {
  kind: ReportKind;
  from: Day;
  to: Day;
  until: Day;
  over: boolean;
  daysLogged: number;
  figures: Figure[];
  shares: Shares | null;
  drivers: ProgressDrivers | null;
  nutrients: ReportNutrient[];
  nutrientsInDoubt: number;
  foods: ReportFood[];
  foodCount: number;
  mealTypes: ReportMealType[];
  consistency: Consistency;
  before: TimeBefore;
  days: ReportDay[];
}

/** One day: kcal, grams and kilograms. */
export interface ReportDay {
  date: Day;
  calories: number | null;
  calorieGoal: number;
  protein: number | null;
  carbs: number | null;
  fat: number | null;
  meals: number;
  mark: Mark | null;
  weight: number | null;
  trend: number | null;
  trendLow: number | null;
  trendHigh: number | null;
  expenditure: number | null;
  expenditureLow: number | null;
  expenditureHigh: number | null;
}

/** `calories` of all its days; `share` is its part of all energy. */
export interface ReportFood {
  name: string;
  calories: number;
  share: number;
}

export type ReportKind = "week" | "month";

export interface ReportMealType {
  mealType: MealType;
  calories: number;
  share: number;
}

/** A nutrient that was low or high, a mean of a day that was logged. */
export interface ReportNutrient {
  id: string;
  name: string;
  unit: string;
  amount: number;
  target: number;
  bound: string;
  verdict: string;
  coverage: number;
}

export type Role = "user" | "assistant";

/** A sentence, its code, and the numbers in it. */
export interface Said {
  code: string;
  words: string;
  numbers?: Record<string, number>;
}

/** What an upper limit counts. Only ALL can judge food. */
export type Scope = "all" | "supplements" | "synthetic" | "preformed";

export interface Sentence {
  text: string;
}

export type Sex = "female" | "male" | "unspecified";

/** Parts of one; not rounded, so that they add up. */
export interface Shares {
  protein: number;
  carbs: number;
  fat: number;
}

/** A sign-in as its user sees it. */
export interface SignIn {
  _id: Id;
  createdAt: Instant;
  lastUsedAt: Instant;
  expiresAt: Instant;
  userAgent?: string | null;
  current: boolean;
}

export interface SignedIn {
  user: User;
  token: string;
  expiresAt: Instant;
  recoveryCodes?: string[] | null;
  warnings?: string[] | null;
}

/** One group. Meals are counted where the groups are not of foods. */
export interface Slice {
  key: string | null;
  name?: string | null;
  foodId?: Id | null;
  mealCount: number | null;
  foodCount: number;
  totalCalories: number;
  amounts: Record<string, Amount>;
}

/** Which table a food is from, its key there, and which release of the table. */
export interface Source {
  name: string;
  id: string;
  release: string;
}

/** kcal a day that a body spends, by an equation: the truth lies between low and high for two in three. `resting` is null under 19, where the equation gives no part of it. */
export interface Spent {
  kcal: number;
  low: number;
  high: number;
  uncertainty: number;
  resting: number | null;
  activityFactor: number | null;
  source: Cited;
}

/** The connection to Google. Unknown is null. */
export interface Status {
  status: FitStatus;
  fitDataEnabled: boolean;
  provider: string | null;
  grantedScopes: string[];
  features: Feature[];
  missing: Feature[];
  account: string | null;
  connectionEndsAt: Instant | null;
  lastSyncAt: Instant | null;
  lastError: SyncError | null;
  sync: Progress;
  configured: boolean;
  redirectUri: string;
  providers: Offer[];
}

/** `kcal` a day, which should change the weight by `rate` kg a week; or a refusal. */
export interface Suggested {
  goal: Goal;
  wantedRate: number;
  kcal: number | null;
  rate: number | null;
  expenditure: Spent | null;
  equations: Equation[];
  limits: Said[];
  refusal: Said | null;
  missing: Fact[];
  notes: Said[];
  nutrients: NutrientTarget[];
  references: NutrientReference[];
}

/** What went wrong last: a code for programs, and a sentence that says what to do. */
export interface SyncError {
  code: string;
  message: string;
  at: Instant;
}

/** The week or the month that figures are compared with. */
export interface TimeBefore {
  from: Day;
  to: Day;
  days: number;
  daysLogged: number;
}

export type Unit = "kcal" | "g" | "mg" | "ug";

export type Units = "metric" | "imperial";

/** The latest upload of a user. */
export interface Upload {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  state?: nutritrack__fitness__upload__models__State;
  /** bytes */
  received?: number;
  /** share of the file that was read, 0 to 1 */
  progress?: number;
  /** apple_health, takeout or health_connect */
  source?: string | null;
  /** days that were stored */
  days?: number;
  /** weighings that are new */
  weights?: number;
  /** samples that make no sense, and were left out */
  skipped?: number;
  problem?: UploadProblem | null;
}

/** Why it failed: a code for programs, and what to do for people. */
export interface UploadProblem {
  code: string;
  detail: string;
}

/** A user as the API shows it: the whole document, less secrets. */
export interface User {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  name: string;
  email: string;
  age?: number | null;
  weight?: number | null;
  height?: number | null;
  activityLevel?: ActivityLevel;
  goals?: string[];
  dailyCalorieGoal?: number;
  timezone?: string;
  dayStartHour?: number;
  sex?: Sex | null;
  units?: Units | null;
  locale?: string | null;
  activityMode?: ActivityMode;
  googleId?: string | null;
  googleTokenExpiry?: Instant | null;
  fitDataEnabled?: boolean;
  /** What a careful person would want to know about these settings. */
  warnings?: string[] | null;
}

/** A food somebody eats often, with the amount eaten last. */
export interface UsualFood {
  food: MealFood;
  mealType: MealType;
  lastEaten: Instant;
  times: number;
}

/** How often a weekday was logged; 1 is Monday. */
export interface Weekday {
  weekday: number;
  days: number;
  daysLogged: number;
}

/** Seven days; the average is over the days with at least one meal. */
export interface Weekly {
  from: Day;
  to: Day;
  totalCalories: number;
  averageDailyCalories: number;
  totalMeals: number;
  daysLogged: number;
  days: Daily[];
}

/** One weighing. Any number a day; `weight` is in the unit it was read in. */
export interface Weight {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  at: Instant;
  day: Day;
  weight: number;
  unit?: WeightUnit;
  kilograms: number;
  source?: string | null;
}

export type WeightUnit = "kg" | "lb" | "st";

/** One exercise. `kind` is a word in lower case such as `running`. */
export interface Workout {
  start: Instant;
  end: Instant;
  kind: string;
  energy?: number | null;
  distance?: number | null;
}

/** How far the estimate may be trusted; its interval says it in kcal. */
export type nutritrack__expenditure__models__State = "learning" | "holding" | "estimated";

export type nutritrack__fitness__upload__models__State =
  | "receiving"
  | "waiting"
  | "reading"
  | "storing"
  | "done"
  | "failed"
  | "cancelled";
