"""Makes a BERT checkpoint of the ONNX file and tokenizer that a langchain4j jar holds.

    python checkpoint.py bge-small-en-v1.5.onnx bge-small-en-v1.5-tokenizer.json CHECKPOINT
"""
import sys

import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

LAYERS = 12


def name(key):
    for prefix in ("bert.", "model.", "0.auto_model.", "auto_model."):
        key = key.removeprefix(prefix)
    return key


def main(model, words, out):
    graph = onnx.load(model).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    bert = BertModel(BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=LAYERS, num_attention_heads=12,
                                intermediate_size=1536), add_pooling_layer=False)
    wanted = bert.state_dict()
    found = {name(k): v for k, v in held.items() if name(k) in wanted and tuple(wanted[name(k)].shape) == v.shape}
    users = {}
    for node in graph.node:
        for i in node.input:
            users.setdefault(i, []).append(node)
    for node in graph.node:  # a product's weights bear no name: that of the bias added after it says whose they are
        weights = [i for i in node.input if i in held]
        if node.op_type != "MatMul" or not weights:
            continue
        for user in users.get(node.output[0], []):
            for bias in [i for i in user.input if user.op_type == "Add" and i in held]:
                found[name(bias).replace(".bias", ".weight")] = held[weights[0]].T.copy()
    missing = [k for k in wanted if k not in found]
    if missing:
        sys.exit(f"not found: {missing}")
    bert.load_state_dict({k: torch.tensor(v) for k, v in found.items()})
    bert.save_pretrained(out)
    PreTrainedTokenizerFast(tokenizer_file=words, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]",
                            mask_token="[MASK]").save_pretrained(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
