import { createToken, deleteToken, listTokens } from "@/api/account";
import { keys } from "@/api/keys";
import type { Me } from "@/api/types";
import { Tokens } from "@/features/tokens/Tokens";

export function OwnTokens({ me }: { me: Me }) {
  return (
    <Tokens
      queryKey={keys.tokens}
      list={listTokens}
      create={createToken}
      remove={deleteToken}
      workspaces={me.workspaces}
    />
  );
}
