import type { ComponentType } from "react";
import type { Step, StepType } from "@/api/types";
import { BranchForm } from "./BranchForm";
import { ConditionForm } from "./ConditionForm";
import { CreateRecordForm } from "./CreateRecordForm";
import { SendEmailForm } from "./SendEmailForm";
import { SendNotificationForm } from "./SendNotificationForm";
import type { StepFormProps } from "./types";
import { UpdateRecordForm } from "./UpdateRecordForm";

const FORMS: Record<StepType, ComponentType<StepFormProps>> = {
  update_record: UpdateRecordForm,
  create_record: CreateRecordForm,
  send_notification: SendNotificationForm,
  send_email: SendEmailForm,
  branch: BranchForm,
  condition: ConditionForm,
};

export function StepForm(props: StepFormProps & { step: Step }) {
  const Form = FORMS[props.step.type];
  return <Form {...props} />;
}
