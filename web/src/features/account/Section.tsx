import { type ReactNode, useId } from "react";

interface SectionProps {
  title: string;
  about?: string;
  children: ReactNode;
}

export function Section({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line pt-5">
      <div>
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        {about && <p className="mt-0.5 text-muted">{about}</p>}
      </div>
      {children}
    </section>
  );
}
