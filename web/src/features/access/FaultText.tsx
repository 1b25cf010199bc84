export function FaultText({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return (
    <p role="alert" className="text-sm text-bad">
      {text}
    </p>
  );
}
