import { createExtractor } from '@unifex/core';
const f='/work/shared/eval/perf/book-193p.pdf';
const read=async(pages)=>{await using x=await createExtractor(f,'pdfium');const m=new Map();const r=await x.extract({pages,maxWorkers:1,executor:'inline'});for(const p of r.document.pages)m.set(p.index,JSON.stringify(p));return m;};
const n=193;const a=await read([...Array(n).keys()]);
const bad=[];
for(let k=0;k<n;k++){const b=await read([k]); if(b.get(k)!==a.get(k)){bad.push(k); if(bad.length<3){const A=JSON.parse(a.get(k)),B=JSON.parse(b.get(k));A.texts.forEach((t,i)=>{if(JSON.stringify(t)!==JSON.stringify(B.texts[i]))console.log(k,JSON.stringify(t).slice(0,300),'\n  ',JSON.stringify(B.texts[i]).slice(0,300))})}}}
console.log(bad);
