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

/** Another food that may have been meant, with the values of the same grams. */
export interface Alternative {
  foodId?: Id | null;
  name: string;
  grams: number;
  calories: number;
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

/** How `remainingCalories` comes about where activity is added: goal + added - eaten. */
export interface Budget {
  goal: number;
  added: number;
  eaten: number;
  remaining: number;
}

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

export interface CodeRequest {
  email: string;
}

/** What to connect. Unnamed, it is Google Health. */
export interface Connect {
  provider?: ProviderId;
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

/** What a scope is good for, as the client shows it. */
export type Feature = "activity" | "distance" | "weight";

export interface FieldProblem {
  path: string;
  message: string;
}

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

export interface Health {
  status?: string;
}

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

/** What lets the signed-in user in: password, email_code, recovery_code, google. */
export interface Proofs {
  methods: string[];
}

export type ProviderId = "google_health" | "google_fit";

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

export interface RecoveryCodes {
  recoveryCodes: string[];
}

export type Role = "user" | "assistant";

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

/** Which table a food is from, its key there, and which release of the table. */
export interface Source {
  name: string;
  id: string;
  release: string;
}

export type State =
  | "receiving"
  | "waiting"
  | "reading"
  | "storing"
  | "done"
  | "failed"
  | "cancelled";

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

/** What went wrong last: a code for programs, and a sentence that says what to do. */
export interface SyncError {
  code: string;
  message: string;
  at: Instant;
}

export type Units = "metric" | "imperial";

/** The latest upload of a user. */
export interface Upload {
  _id: Id;
  createdAt?: Instant;
  updatedAt?: Instant;
  userId: Id;
  state?: State;
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

/** One exercise. `kind` is a word in lower case such as `running`. */
export interface Workout {
  start: Instant;
  end: Instant;
  kind: string;
  energy?: number | null;
  distance?: number | null;
}
