"""Make a small model of XLM-R's shape from the project's own text, as a local folder: for tests, and to measure settings.

Its tokenizer and weights have seen nothing but Cyrillic, as XLM-R has seen hardly any Kazakh in other scripts. Weights are
drawn at random, then trained on guessing masked wordpieces for `--steps` steps.
"""

import json
from pathlib import Path
from typing import Iterator

import torch
import typer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import XLMRobertaConfig, XLMRobertaForMaskedLM, XLMRobertaTokenizerFast

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
ALPHABET = [
    *"ءابپتجحدرزسشعفقكگڭلمنوۇۆۋىيەھچ", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZáóúǵńýıäöüūğñş",
    *"0123456789.,:;!?()«»\"%-–—",
]  # fmt: skip
MASKED = 0.15
BATCH = 8


def texts(folder: Path) -> list[str]:
    """Cyrillic articles of a folder of JSON lines, without their annotation."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [article["text"] for article in map(json.loads, lines) if article["meta"]["script"] == "Cyrl"]


def make_tokenizer(articles: list[str], size: int, length: int) -> XLMRobertaTokenizerFast:
    """XLM-R's tokenizer, a Unigram model over words marked by ▁, trained on some articles."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    trainer = trainers.UnigramTrainer(
        vocab_size=size, special_tokens=SPECIAL, unk_token="<unk>", initial_alphabet=ALPHABET, show_progress=False
    )
    tokenizer.train_from_iterator(articles, trainer)
    places = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=places)
    return XLMRobertaTokenizerFast(tokenizer_object=tokenizer, model_max_length=length)


def batches(tokenizer, articles: list[str], length: int, steps: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Yield inputs with masked wordpieces, and the labels: the wordpiece where it is masked, else -100."""
    ids = torch.tensor(tokenizer("\n".join(articles), add_special_tokens=False, verbose=False)["input_ids"])
    for _ in range(steps):
        starts = torch.randint(len(ids) - length + 2, (BATCH,))
        inputs = torch.stack([ids[start : start + length - 2] for start in starts])
        ends = torch.full((BATCH, 1), tokenizer.bos_token_id), torch.full((BATCH, 1), tokenizer.eos_token_id)
        masked = torch.rand(inputs.shape) < MASKED
        labels = torch.where(masked, inputs, -100)
        edge = torch.full((BATCH, 1), -100)
        inputs = torch.where(masked, tokenizer.mask_token_id, inputs)
        yield torch.cat([ends[0], inputs, ends[1]], dim=1), torch.cat([edge, labels, edge], dim=1)


def main(
    output: Path,
    articles: Path = typer.Option(Path("corpus/authored")),
    vocabulary: int = 4000,
    width: int = 128,
    layers: int = 3,
    length: int = typer.Option(512, help="Wordpieces that it reads at once, with the special ones."),
    steps: int = typer.Option(0, help="Steps of training on masked wordpieces."),
    rate: float = 1e-3,
    seed: int = 0,
) -> None:
    torch.manual_seed(seed)
    found = texts(articles)
    tokenizer = make_tokenizer(found, vocabulary, length)
    config = XLMRobertaConfig(
        vocab_size=len(tokenizer), hidden_size=width, num_hidden_layers=layers, num_attention_heads=max(1, width // 32),
        intermediate_size=4 * width, max_position_embeddings=length + 2, type_vocab_size=1,
        pad_token_id=tokenizer.pad_token_id, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
    )  # fmt: skip
    model = XLMRobertaForMaskedLM(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, max(steps, 1) + 1, pct_start=0.1)
    for step, (inputs, labels) in enumerate(batches(tokenizer, found, min(length, 130), steps), 1):
        loss = model(inputs, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if step % 200 == 0:
            print(f"step {step}: loss {loss.item():.3f}", flush=True)
    output.mkdir(parents=True, exist_ok=True)
    (output / "sentencepiece.bpe.model").write_bytes(b"in place of XLM-R's, which its fast tokenizer keeps and never reads")
    model.roberta.save_pretrained(output)
    tokenizer.save_pretrained(output)
    weights = sum(map(torch.numel, model.parameters()))
    print(f"{output}: {weights / 1e6:.1f} million weights, {len(tokenizer)} wordpieces")


if __name__ == "__main__":
    typer.run(main)
